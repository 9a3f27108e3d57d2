using Licensing.Api.Security;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Licensing.Api.Database;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}

public static class DatabaseSetup
{
    private const string DefaultConnection = "Data Source=data/licensing.db";
    private static readonly Version OldestSqlite = new(3, 51, 3);

    public static DatabaseProvider Provider(this IConfiguration configuration)
    {
        var name = configuration["Database:Provider"] ?? nameof(DatabaseProvider.Sqlite);
        return Enum.TryParse<DatabaseProvider>(name, ignoreCase: true, out var provider) && Enum.IsDefined(provider)
            ? provider
            : throw new StartRefusedException($"Database:Provider is '{name}'; it can be Sqlite or SqlServer.");
    }

    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var connection = configuration.GetConnectionString("Licensing");
        if (configuration.Provider() == DatabaseProvider.Sqlite)
        {
            var path = InContentRoot(connection ?? DefaultConnection, environment);
            services.AddDbContext<LicensingDb, SqliteLicensingDb>(options => UseSqlite(options, path));
        }
        else
        {
            if (string.IsNullOrWhiteSpace(connection))
                throw new StartRefusedException("With Database:Provider=SqlServer, set ConnectionStrings:Licensing.");
            services.AddDbContext<LicensingDb, SqlServerLicensingDb>(options => UseSqlServer(options, connection));
        }

        return services;
    }

    public static void UseSqlite(DbContextOptionsBuilder options, string connection) => options
        .UseSqlite(connection, sqlite => sqlite.MigrationsHistoryTable(HistoryRepository.DefaultTableName))
        .ConfigureWarnings(ExpectHiddenParents).AddInterceptors(new SqlitePragmas());

    public static void UseSqlServer(DbContextOptionsBuilder options, string connection) =>
        options.UseSqlServer(connection, sql => ConfigureSqlServer(sql)).ConfigureWarnings(ExpectHiddenParents);

    // What hangs on a row of an unpublished return (StagedCorrection) is read with the filter off; what is judged or found is
    // published.
    private static void ExpectHiddenParents(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning);

    /// <summary>EF would insert several rows of one table by MERGE, which servers that merely speak the protocol lack and
    /// which has surprises of its own. Without the OUTPUT clause (<see cref="StorageConventions"/>) it does so from four rows
    /// on, so a batch has three. Large amounts go round EF anyway.</summary>
    public static void ConfigureSqlServer(SqlServerDbContextOptionsBuilder sql) =>
        sql.MaxBatchSize(3).MigrationsHistoryTable(HistoryRepository.DefaultTableName, LicensingDb.Schema);

    /// <summary>SQLite is migrated at every start. A production server is migrated by the operator, with the command
    /// "migrate", or at start where the ministry has opted in.</summary>
    public static async Task MigrateAtStartAsync(this WebApplication app)
    {
        if (app.Configuration.Provider() == DatabaseProvider.Sqlite || app.Configuration.GetValue<bool>("Database:MigrateAtStart"))
            await app.MigrateAsync();
    }

    public static async Task MigrateAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LicensingDb>();
        if (db is SqliteLicensingDb)
            await PrepareSqliteAsync(db);
        // Migrating takes a lock in a table, which a process that is killed meanwhile leaves behind, and the next one would
        // wait for it for ever. So it is taken only when there is something to do.
        if ((await db.Database.GetPendingMigrationsAsync()).Any())
            await db.Database.MigrateAsync();
    }

    private static async Task PrepareSqliteAsync(LicensingDb db)
    {
        var folder = Path.GetDirectoryName(new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource);
        if (!string.IsNullOrEmpty(folder))
            Directory.CreateDirectory(folder);
        var version = await db.Database.SqlQueryRaw<string>("SELECT sqlite_version() AS Value").SingleAsync();
        await ReleaseAbandonedLockAsync(db);
        // Older ones can corrupt a WAL database when two connections checkpoint and reset it at the same moment.
        if (Version.Parse(version) < OldestSqlite)
            throw new StartRefusedException($"SQLite {version} is too old; {OldestSqlite} or later is needed.");
    }

    // No migration of ours takes so long; on SQLite nobody else migrates this file.
    private static async Task ReleaseAbandonedLockAsync(LicensingDb db)
    {
        if (await db.Database.SqlQueryRaw<int>("SELECT COUNT(*) AS Value FROM sqlite_master WHERE name = '__EFMigrationsLock'").SingleAsync() > 0)
            await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock WHERE Timestamp < datetime('now', '-2 minutes')");
    }

    private static string InContentRoot(string connection, IHostEnvironment environment)
    {
        var settings = new SqliteConnectionStringBuilder(connection);
        if (settings.DataSource is not (":memory:" or "") && settings.Mode != SqliteOpenMode.Memory)
            settings.DataSource = Path.GetFullPath(settings.DataSource, environment.ContentRootPath);
        return settings.ToString();
    }
}
