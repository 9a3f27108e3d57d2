using System.Globalization;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Law;

/// <summary>A change of the law that this deployment judges with: which texts together are law from here on. Nothing is judged with an
/// edition of the law before its step is stored, so the digest of every judgement is found here, in the order in which law came.</summary>
public sealed class LawStep : IListed
{
    public const string IdPrefix = "lw";

    private LawStep()
    {
    }

    /// <param name="previous">Null: the first.</param>
    public LawStep(LawStep? previous, string digest, IEnumerable<long> packIds, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        PreviousId = previous?.Id ?? 0;
        Digest = digest;
        Packs = string.Join(' ', packIds.Select(id => id.ToString(CultureInfo.InvariantCulture)));
        At = at;
        // Before the first nothing was judged, so there is nothing to judge again.
        SweptAt = previous is null ? at : null;
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;

    /// <summary>The step before; 0 for the first. No step has two that follow it.</summary>
    public long PreviousId { get; private set; }

    /// <summary>Names the edition of the law; the same again where a change was taken back.</summary>
    public string Digest { get; private set; } = null!;

    /// <summary>Keys of the texts that are law, by name of the pack.</summary>
    public string Packs { get; private set; } = null!;

    /// <summary>When this was first seen; the approval came a little earlier.</summary>
    public DateTime At { get; private set; }

    /// <summary>After the last look for what it touches, when nobody could judge with the law before it any more; null until then.</summary>
    public DateTime? SweptAt { get; private set; }

    public IReadOnlyList<long> PackIds => [.. Packs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => long.Parse(id, CultureInfo.InvariantCulture))];

    public void Sweep(DateTime at) => SweptAt = at;

    internal sealed class Table : IEntityTypeConfiguration<LawStep>
    {
        public void Configure(EntityTypeBuilder<LawStep> builder)
        {
            builder.ToTable("LawSteps");
            builder.Property(s => s.Digest).HasMaxLength(64).IsUnicode(false);
            builder.Property(s => s.Packs).HasMaxLength(StorageConventions.Unlimited).IsUnicode(false);
            builder.Ignore(s => s.PackIds);
            builder.HasIndex(s => s.PreviousId).IsUnique();
        }
    }
}

/// <summary>The steps of the law, in order.</summary>
/// <remarks>Made by whoever works with a context of its own; it has no state of its own.</remarks>
public sealed class LawSteps(LicensingDb db, LawBook book, TimeProvider clock)
{
    private const int Attempts = 20;

    /// <summary>The step with which this edition became law; it is stored where nobody has done so.</summary>
    /// <param name="edition">As it is now.</param>
    /// <exception cref="DbUpdateConcurrencyException">Law was approved since the edition was read.</exception>
    public async Task<LawStep> OfAsync(LawEdition edition, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var last = await db.LawSteps.AsNoTracking().OrderByDescending(s => s.Id).FirstOrDefaultAsync(ct);
            if (last?.Digest == edition.Digest)
                return last;
            var held = await book.HeldAtAsync(db, DateTime.MaxValue, ct);
            if (LawBook.DigestOf(held.Select(p => p.Text)) != edition.Digest)
                throw new DbUpdateConcurrencyException("Law was approved since it was read.");
            var step = new LawStep(last, edition.Digest, held.Select(p => p.Text.Id), clock.Now());
            db.Add(step);
            try
            {
                await db.SaveChangesAsync(ct);
                return step;
            }
            catch (DbUpdateException e) when (attempt < Attempts && StorageFailure.IsDuplicateKey(e))
            {
                // Another was faster: what he stored is read now.
            }
            finally
            {
                db.Entry(step).State = EntityState.Detached;
            }
        }
    }

    /// <summary>The step that the law stands at now.</summary>
    public async Task<LawStep> NowAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OfAsync(await book.CurrentAsync(db, ct), ct);
            }
            catch (DbUpdateConcurrencyException) when (attempt < Attempts)
            {
                // Law was approved between two looks.
            }
        }
    }

    public Task<List<LawStep>> AllAsync(CancellationToken ct) => db.LawSteps.AsNoTracking().OrderBy(s => s.Id).ToListAsync(ct);

    /// <summary>What each step after one of these editions can touch, up to the newest.</summary>
    /// <param name="digests">Editions that something was judged with. One that is not known counts as older than all.</param>
    /// <param name="draft">A step that nobody has made yet; null: none.</param>
    public async Task<LawSince> SinceAsync(IEnumerable<string?> digests, LawStep? draft, CancellationToken ct)
    {
        var all = await AllAsync(ct);
        var lastOf = all.GroupBy(s => s.Digest).ToDictionary(g => g.Key, g => g.Max(s => s.Id));
        var from = digests.Select(d => d is null ? long.MaxValue : lastOf.GetValueOrDefault(d)).DefaultIfEmpty(long.MaxValue).Min();
        var pairs = all.Zip(all.Skip(1)).Where(p => p.Second.Id > from).ToList();
        if (draft is not null)
            pairs.Add((all[^1], draft));
        var changed = await LawStepView.OfAsync(db, pairs, ct);
        var changes = new List<LawSince.Change>();
        for (var i = 0; i < pairs.Count; i++)
            changes.Add(new(pairs[i].Second, await book.ChangeAsync(db, pairs[i].First, pairs[i].Second, ct), string.Join(", ", changed[i].Packs.Select(p => p.InWords))));
        return new LawSince(changes, lastOf);
    }
}
