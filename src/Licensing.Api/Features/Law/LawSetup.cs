using Licensing.Api.Database;
using Licensing.Api.Features.Rates;
using Licensing.Api.Security;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Law;

public static class LawSetup
{
    public static IServiceCollection AddLaw(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new CodeLists(file => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Codes", file))));
        services.AddSingleton<LawBook>();
        services.AddSingleton(_ => LawReadings.Read());
        services.AddSingleton<Agreements.AgreementBook>();
        services.AddSingleton<FeeQuotes.QuoteBasis>();
        services.AddMemoryCache(cache => cache.SizeLimit = 2_000);
        services.AddSingleton(provider => new JudgingBook(configuration, provider.GetRequiredService<CodeLists>()));
        return services;
    }

    /// <summary>Takes in the packs and the rates that ship with this version, as drafts. A text that is known already is left alone, so
    /// a new version of the service changes no law by itself.</summary>
    public static async Task ImportLawAsync(this WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Caller>().Become(Caller.System("import-law"));
        var db = scope.ServiceProvider.GetRequiredService<LicensingDb>();
        var book = scope.ServiceProvider.GetRequiredService<LawBook>();
        // Read now: settings that no job could judge with refuse the start, not every job after it.
        scope.ServiceProvider.GetRequiredService<JudgingBook>();
        var clock = scope.ServiceProvider.GetRequiredService<TimeProvider>();
        var known = await KnownAsync(db);
        foreach (var path in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Law"), "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(path);
            var text = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n");
            var digest = LawPack.DigestOf(text);
            if (known.Any(p => p.Name == name && p.Digest == digest))
                continue;
            var number = known.Where(p => p.Name == name).Select(p => p.Number).DefaultIfEmpty().Max() + 1;
            var pack = new LawPack(book.Read(name, text), number, text, clock.Now());
            db.Add(pack);
            db.Record(pack, new LawPackImported(pack.Name, pack.Number, pack.Digest));
        }

        await RatesSetup.ImportAsync(db, scope.ServiceProvider.GetRequiredService<CodeLists>(), "import-law", clock);
        await db.SaveChangesAsync();
    }

    private static async Task<List<(string Name, int Number, string Digest)>> KnownAsync(LicensingDb db)
    {
        try
        {
            return (await db.LawPacks.Select(p => new { p.Name, p.Number, p.Digest }).ToListAsync()).ConvertAll(p => (p.Name, p.Number, p.Digest));
        }
        catch (Exception e) when (StorageFailure.IsMissingTable(e))
        {
            throw new StartRefusedException("The database has no tables of this version. Run 'dotnet run --project src/Licensing.Api -- migrate', or set Database:MigrateAtStart=true.");
        }
    }
}

public sealed record LawPackImported(string Name, int Number, string Digest);
