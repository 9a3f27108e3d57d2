using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Register;
using Licensing.Api.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Features.Changes;

/// <summary>Tells in the change feed what reads otherwise than when it was told last: entries of the public register, provisions, agreements.</summary>
/// <remarks><para>It looks at an agency where something was recorded that its entry is made of (the sealed audit says so, in an order in which nothing
/// is skipped), and where a day has come on which a recorded fact begins or ends. What is not sealed yet is looked at too, so that nobody waits for
/// the seal, and again once it is. A look that finds nothing new tells nothing, so looking twice is harmless. Once a day it begins to look at all of them,
/// a portion each run: that finds nothing, unless a fact was stored without an event or a new version of the service shows entries otherwise.</para>
/// <para>At least once, and by several workers: a step is one save that holds the events, what was told and how far the record was read, and
/// moves the version of <see cref="FeedProgress"/>. Of two workers the slower loses and looks again; one that is killed leaves whole steps.</para></remarks>
public sealed class PublishChangesJob(
    LicensingDb db, RegisterReading reading, PublicLaw law, Ministry ministry, TimeProvider clock, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json,
    ILogger<PublishChangesJob> log)
{
    /// <summary>Agencies in one step, at most.</summary>
    public const int PortionSize = 200;

    /// <summary>Events of the audit in one step, at most.</summary>
    public const int EventsSize = 500;

    private const int Attempts = 20;

    // All that is on record counts: an instance whose clock is behind must not miss what another has just recorded.
    private static readonly DateTime Ever = new(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    // They say of what moment an entry is, or how it was found; nothing of the agency.
    private static readonly string[] OfTheMoment = ["on", "knownAt", "match"];

    [SkipWhileRunning]
    public async Task RunAsync(CancellationToken ct)
    {
        await StepAsync(BeginAsync, ct);
        await StepAsync(TellLawAsync, ct);
        while (await StepAsync(TellRecordedAsync, ct))
        {
            // More was recorded.
        }

        await StepAsync(TellUnsealedAsync, ct);
        while (await StepAsync(TellDueAsync, ct))
        {
            // More is due today.
        }

        while (await StepAsync(LookAtAllAsync, ct))
        {
            // The feed is being filled.
        }
    }

    /// <returns>Whether there is more of the same to do.</returns>
    private async Task<bool> StepAsync(Func<FeedProgress, CancellationToken, Task<bool>> step, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            ct.ThrowIfCancellationRequested();
            db.ChangeTracker.Clear();
            try
            {
                var progress = await db.FeedProgress.SingleOrDefaultAsync(ct);
                if (progress is null)
                    db.Add(progress = new FeedProgress(await db.AuditEvents.MaxAsync(e => e.LeafIndex, ct) ?? -1, ministry.Today(clock)));
                var more = await step(progress, ct);
                if (db.ChangeTracker.HasChanges() && db.Entry(progress).State == EntityState.Unchanged)
                    db.Entry(progress).Property(p => p.Version).IsModified = true;
                await db.SaveChangesAsync(ct);
                return more;
            }
            catch (Exception e) when (attempt < Attempts && (e is DbUpdateConcurrencyException || StorageFailure.IsDuplicateKey(e) || StorageFailure.IsBusy(e)))
            {
                // Another worker was faster. The pause differs, so two do not go on meeting.
                await Task.Delay(Random.Shared.Next(10, 50 * attempt), ct);
            }
        }
    }

    private Task<bool> BeginAsync(FeedProgress progress, CancellationToken ct)
    {
        if (progress.LookingAfter is null && progress.LookedOn < ministry.Today(clock))
            progress.BeginLook(ministry.Today(clock));
        return Task.FromResult(false);
    }

    private async Task<bool> TellLawAsync(FeedProgress progress, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var name = await law.NameAsync(today, ct);
        if (progress.Law == name)
            return false;
        var items = await law.ReadAsync(today, ct);
        var told = await db.ToldSubjects.Where(t => t.Kind != ToldKind.RegisterEntry).ToDictionaryAsync(t => (t.Kind, t.SubjectId), ct);
        var changes = new List<Change>();
        foreach (var item in items)
        {
            if (!told.Remove((item.Kind, item.Name), out var last))
                db.Add(last = new ToldSubject(item.Kind, item.Name));
            var body = JsonSerializer.SerializeToNode(item.What, json.Value.SerializerOptions)!.AsObject();
            (body["agreement"] as JsonObject)?.Remove("on");
            Tell(last, body, changes, null, item.Origin, item.Destination);
        }

        foreach (var gone in told.Values)
            Tell(gone, null, changes, null, null, null);
        progress.TellLaw(name);
        await ChangeLog.AppendAsync(db, changes, ct);
        return false;
    }

    private async Task<bool> TellRecordedAsync(FeedProgress progress, CancellationToken ct)
    {
        var after = progress.ReadTo;
        var events = await db.AuditEvents.Where(e => e.LeafIndex > after).OrderBy(e => e.LeafIndex).Take(EventsSize).Select(e => new { e.SubjectId, e.LeafIndex }).ToListAsync(ct);
        if (events.Count == 0)
            return false;
        await LookAsync(await TouchedAsync([.. events.Select(e => e.SubjectId)], ct), ct);
        progress.Read(events[^1].LeafIndex!.Value);
        return events.Count == EventsSize;
    }

    private async Task<bool> TellUnsealedAsync(FeedProgress progress, CancellationToken ct)
    {
        // The newest: where an instance cannot seal, they are many, and wait for one that can.
        var subjects = await db.AuditEvents.Where(e => e.LeafIndex == null).OrderByDescending(e => e.Id).Take(EventsSize).Select(e => e.SubjectId).ToListAsync(ct);
        await LookAsync(await TouchedAsync([.. subjects], ct), ct);
        return false;
    }

    private async Task<bool> TellDueAsync(FeedProgress progress, CancellationToken ct)
    {
        var today = ministry.Today(clock);
        var due = await db.ToldSubjects.Where(t => t.ChangesOn <= today).OrderBy(t => t.Id).Take(PortionSize).Select(t => t.SubjectId).ToListAsync(ct);
        await LookAsync(await db.Agencies.Where(a => due.Contains(a.PublicId)).Select(a => a.Id).ToListAsync(ct), ct);
        return due.Count == PortionSize;
    }

    private async Task<bool> LookAtAllAsync(FeedProgress progress, CancellationToken ct)
    {
        if (progress.LookingAfter is not { } after)
            return false;
        var keys = await db.Agencies.Where(a => a.Id > after).OrderBy(a => a.Id).Take(PortionSize).Select(a => a.Id).ToListAsync(ct);
        var told = await LookAsync(keys, ct);
        if (progress.IsFilled && told.Count > 0)
            log.LogWarning("The daily look at all agencies told {Count} entries that nothing had announced, for example {Agency}", told.Count, told[0].SubjectId);
        progress.Look(keys.Count == PortionSize ? keys[^1] : null);
        return !progress.IsFilled;
    }

    /// <summary>The agencies whose entries are made of these things.</summary>
    private async Task<HashSet<long>> TouchedAsync(HashSet<string> subjects, CancellationToken ct)
    {
        var touched = new HashSet<long>();
        foreach (var kind in subjects.Select(id => (Id: id, Kind: id.Split('_')[0])).GroupBy(x => x.Kind, x => x.Id))
        {
            var ids = kind.ToList();
            var keys = kind.Key switch
            {
                Agency.IdPrefix => db.Agencies.Where(a => ids.Contains(a.PublicId)).Select(a => a.Id),
                Licences.Licence.IdPrefix => db.Licences.Where(l => ids.Contains(l.PublicId)).Select(l => l.AgencyId),
                Licences.LicenceCondition.IdPrefix => db.LicenceConditions.Where(c => ids.Contains(c.PublicId)).Select(c => c.Licence.AgencyId),
                Branch.IdPrefix => db.Branches.Where(b => ids.Contains(b.PublicId)).Select(b => b.AgencyId),
                Representative.IdPrefix => db.Representatives.Where(r => ids.Contains(r.PublicId)).Select(r => r.AgencyId),
                ForeignRegistration.IdPrefix => db.ForeignRegistrations.Where(r => ids.Contains(r.PublicId)).Select(r => r.AgencyId),
                AgencyLink.IdPrefix => db.AgencyLinks.Where(l => ids.Contains(l.PublicId)).Select(l => l.AgencyId)
                    .Concat(db.AgencyLinks.Where(l => ids.Contains(l.PublicId)).Select(l => l.OtherId)),
                Disclosures.Disclosure.IdPrefix when reading.Publishes(Published.Placements) => db.Disclosures.Where(d => ids.Contains(d.PublicId)).Select(d => d.Placement.AgencyId),
                Returns.Return.IdPrefix when reading.Publishes(Published.Placements) => db.Returns.Where(r => ids.Contains(r.PublicId)).Select(r => r.AgencyId),
                _ => null,
            };
            if (keys is not null)
                touched.UnionWith(await keys.ToListAsync(ct));
        }

        // An entry names the agencies that it leads to.
        var named = touched.ToList();
        touched.UnionWith(await db.AgencyLinks.Where(l => named.Contains(l.AgencyId)).Select(l => l.OtherId).ToListAsync(ct));
        touched.UnionWith(await db.AgencyLinks.Where(l => named.Contains(l.OtherId)).Select(l => l.AgencyId).ToListAsync(ct));
        return touched;
    }

    /// <returns>What is told, in the order of the agencies.</returns>
    private async Task<List<Change>> LookAsync(IReadOnlyCollection<long> keys, CancellationToken ct)
    {
        var changes = new List<Change>();
        foreach (var portion in keys.Order().Chunk(PortionSize))
        {
            var agencies = await db.Agencies.AsNoTracking().Include(a => a.Facts).Where(a => portion.Contains(a.Id)).OrderBy(a => a.Id).ToListAsync(ct);
            var outlooks = await reading.OutlooksAsync(agencies, new RegisterMoment(ministry.Today(clock), Ever), ct);
            var ids = agencies.ConvertAll(a => a.PublicId);
            var told = await db.ToldSubjects.Where(t => t.Kind == ToldKind.RegisterEntry && ids.Contains(t.SubjectId)).ToDictionaryAsync(t => t.SubjectId, ct);
            foreach (var (agency, outlook) in agencies.Zip(outlooks))
            {
                if (!told.TryGetValue(agency.PublicId, out var last))
                    db.Add(last = new ToldSubject(ToldKind.RegisterEntry, agency.PublicId));
                last.LookAgain(outlook.ChangesOn);
                Tell(last, outlook.Entry is null ? null : BodyOf(outlook.Entry), changes, agency.PublicId, null, null);
            }
        }

        if (changes.Count > 0)
            await ChangeLog.AppendAsync(db, changes, ct);
        return changes;
    }

    private JsonObject BodyOf(RegisterEntry entry)
    {
        var body = JsonSerializer.SerializeToNode(entry, json.Value.SerializerOptions)!.AsObject();
        foreach (var name in OfTheMoment)
            body.Remove(name);
        return body;
    }

    private void Tell(ToldSubject last, JsonObject? body, List<Change> changes, string? agencyId, string? origin, string? destination)
    {
        var text = body?.ToJsonString(json.Value.SerializerOptions);
        var digest = text is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        if (digest == last.Digest)
            return;
        changes.Add(new Change(ChangeTypes.Of(last.Kind, body is not null), ChangeAudience.Public, last.SubjectId, text, clock.Now())
        {
            AgencyId = agencyId, Origin = origin, Destination = destination,
        });
        last.Tell(digest);
    }
}
