using Licensing.Api.Database;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Security;

public static class IdentityKeySetup
{
    private const string Docs = "See docs/operations.md, the key of the deployment.";

    /// <summary>Refuses to serve with another key than the one that the database was written under; with that one as
    /// Identity:PreviousKey a rotation begins.</summary>
    public static async Task OpenIdentityKeyAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Become(Caller.System("identity-key"));
        var key = app.Services.GetRequiredService<DeploymentKey>();
        var db = scope.ServiceProvider.GetRequiredService<LicensingDb>();
        // Of two instances that start together one stores the row, and the other finds it.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await OpenAsync(db, key, scope.ServiceProvider.GetRequiredService<TimeProvider>());
                return;
            }
            catch (DbUpdateException e) when (attempt == 1 && StorageFailure.IsDuplicateKey(e))
            {
                db.ChangeTracker.Clear();
            }
        }
    }

    private static async Task OpenAsync(LicensingDb db, DeploymentKey key, TimeProvider clock)
    {
        var known = await db.IdentityKeys.AsNoTracking().OrderByDescending(k => k.Id).ToListAsync();
        var last = known.FirstOrDefault();
        if (last?.PublicId == key.Id)
        {
            if (last.CompletedAt is null && key.Previous?.Id != known[1].PublicId)
                throw new StartRefusedException($"Identity:Key {key.Id} is replacing {known[1].PublicId}, and that is not finished. Set Identity:PreviousKey to {known[1].PublicId}{(key.Previous is { } set ? $"; it is {set.Id}" : "")}. {Docs}");
            return;
        }

        if (last is not null)
        {
            if (key.Previous?.Id != last.PublicId)
                throw new StartRefusedException($"This database was written under Identity:Key {last.PublicId}; the one that is set is {key.Id}{(key.Previous is { } set ? $", and Identity:PreviousKey is {set.Id}" : "")}. Put {last.PublicId} back; or, to replace it, set it as Identity:PreviousKey. {Docs}");
            if (last.CompletedAt is null)
                throw new StartRefusedException($"Identity:Key {last.PublicId} is itself still replacing {known[1].PublicId}. Finish that first: the command {RewrapIdentitiesJob.Command}. {Docs}");
            if (known.Any(k => k.PublicId == key.Id))
                throw new StartRefusedException($"Identity:Key {key.Id} was replaced before, and may be known to others. Draw a new one. {Docs}");
        }

        var taken = new IdentityKey(key, clock.Now(), isFirst: last is null);
        db.Add(taken);
        db.Record(taken, new IdentityKeyTaken(last?.PublicId));
        await db.SaveChangesAsync();
    }

    /// <summary>The command that replaces the key in the foreground.</summary>
    public static async Task<string> RewrapIdentitiesAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var key = app.Services.GetRequiredService<DeploymentKey>();
        if (key.Previous is null)
            throw new StartRefusedException($"Set Identity:Key to the new key and Identity:PreviousKey to the old one. {Docs}");
        await app.MigrateAtStartAsync();
        await app.OpenIdentityKeyAsync();
        scope.ServiceProvider.GetRequiredService<Caller>().Become(Caller.System(RewrapIdentitiesJob.Command));
        await ActivatorUtilities.CreateInstance<RewrapIdentitiesJob>(scope.ServiceProvider).RunAsync(app.Lifetime.ApplicationStopping);
        return $"Everything is sealed under Identity:Key {key.Id}. Start all instances without Identity:PreviousKey; then destroy {key.Previous.Id}, and mind the backups.";
    }
}
