using Licensing.Api.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Licensing.Api.Database;

// The migration tool builds the contexts with these: no host, no settings, and no server, since nothing connects.

public sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteLicensingDb>
{
    public SqliteLicensingDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteLicensingDb>();
        DatabaseSetup.UseSqlite(options, "Data Source=design-time.db");
        return new SqliteLicensingDb(options.Options, Caller.System("design-time"), TimeProvider.System);
    }
}

public sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerLicensingDb>
{
    public SqlServerLicensingDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqlServerLicensingDb>();
        DatabaseSetup.UseSqlServer(options, "Server=design-time");
        return new SqlServerLicensingDb(options.Options, Caller.System("design-time"), TimeProvider.System);
    }
}
