using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Licensing.Api.Tests.Storage;

/// <summary>Both databases are migrated to the same model. Nothing here needs a server.</summary>
public sealed class MigrationTests
{
    [Fact]
    public void Neither_database_misses_a_migration()
    {
        using var sqlite = new SqliteDesignTime().CreateDbContext([]);
        using var sqlServer = new SqlServerDesignTime().CreateDbContext([]);
        Assert.False(sqlite.Database.HasPendingModelChanges(), "Run src/Licensing.Api/Database/add-migration.sh NAME.");
        Assert.False(sqlServer.Database.HasPendingModelChanges(), "Run src/Licensing.Api/Database/add-migration.sh NAME.");
        Assert.Equal(Names(sqlite), Names(sqlServer));
    }

    [Fact]
    public void The_SQL_Server_script_is_plain_T_SQL()
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        var reading = TransactSql.Read(script);
        Assert.Empty(reading.Errors);
        Assert.Empty(reading.Unwanted);
    }

    [Fact]
    public void Text_and_instants_have_a_length_on_SQL_Server()
    {
        using var db = new SqlServerDesignTime().CreateDbContext([]);
        var script = db.Database.GenerateCreateScript();
        Assert.DoesNotContain("datetime2 ", script);
        Assert.DoesNotContain("datetime2(7)", script);
        Assert.DoesNotContain("rowversion", script);
        Assert.DoesNotContain("float", script);
    }

    private static IEnumerable<string> Names(DbContext db) => db.Database.GetMigrations().Select(id => id[(id.IndexOf('_', StringComparison.Ordinal) + 1)..]);
}
