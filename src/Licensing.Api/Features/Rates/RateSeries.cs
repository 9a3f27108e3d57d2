using System.Security.Cryptography;
using System.Text;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Rates;

/// <summary>One text of a series of exchange rates. The text never changes: a correction is the next text of the same name. What changes is who proposed
/// and who approved it here. Of each name the text that was approved last decides.</summary>
public sealed class RateSeries : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "xr";
    public const int MaxNameLength = 40;

    /// <summary>The name of the series that ships with the service. Nobody else's series bears it.</summary>
    public const string Shipped = "shipped";

    private RateSeries()
    {
    }

    /// <param name="number">1 for the first text of this name, then 2, …</param>
    /// <param name="rates">How many rates stand in it.</param>
    public RateSeries(string name, int number, string text, int rates, DateTime importedAt, string importedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Name, Number, Text, Digest, Rates) = (name, number, text, DigestOf(text), rates);
        (ImportedAt, ImportedBy) = (importedAt, importedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public string Name { get; private set; } = null!;
    public int Number { get; private set; }

    /// <summary>The lines, as imported, ending in LF.</summary>
    public string Text { get; private set; } = null!;

    /// <summary>SHA-256 of the text, in hexadecimal.</summary>
    public string Digest { get; private set; } = null!;

    public int Rates { get; private set; }
    public DateTime ImportedAt { get; private set; }
    public string ImportedBy { get; private set; } = null!;
    public string? ProposedBy { get; private set; }
    public DateTime? ProposedAt { get; private set; }
    public string? ApprovedBy { get; private set; }
    public DateTime? ApprovedAt { get; private set; }
    public long Version { get; private set; }

    public static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public void Propose(string officer, DateTime at) => (ProposedBy, ProposedAt) = (officer, at);

    /// <summary>The proposal came to nothing.</summary>
    public void Drop() => (ProposedBy, ProposedAt) = (null, null);

    public void Approve(string officer, DateTime at) => (ApprovedBy, ApprovedAt) = (officer, at);

    internal sealed class Table : IEntityTypeConfiguration<RateSeries>
    {
        public void Configure(EntityTypeBuilder<RateSeries> builder)
        {
            builder.ToTable("RateSeries");
            builder.Property(s => s.Name).HasMaxLength(MaxNameLength).IsUnicode(false);
            builder.Property(s => s.Text).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(s => s.Digest).HasMaxLength(64).IsUnicode(false);
            builder.HasIndex(s => new { s.Name, s.Number }).IsUnique();
            builder.HasIndex(s => new { s.Name, s.Digest }).IsUnique();
        }
    }
}

public sealed record RateSeriesImported(string Name, int Number, string Digest, int Rates);
public sealed record RateSeriesDrafted(string Name, int Number, string Digest, int Rates);
public sealed record RateSeriesProposed(string Name, int Number, string Digest);
public sealed record RateSeriesProposalDropped(string Name, int Number);
public sealed record RateSeriesApproved(string Name, int Number, string Digest);

public enum RateSeriesState
{
    /// <summary>Read, and decides nothing.</summary>
    Draft,

    /// <summary>Waits for another person.</summary>
    Proposed,

    /// <summary>Decides cases.</summary>
    Deciding,

    /// <summary>A later series took its place.</summary>
    Superseded,

    /// <summary>It ships with the service, and decides only while the ministry has approved no series.</summary>
    StandingIn,
}

/// <summary>A series of exchange rates and what the ministry made of it.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Name">Stable name; texts of the same name follow one another.</param>
/// <param name="Number">1, 2, …: which text of this name.</param>
/// <param name="Digest">SHA-256 of the text.</param>
/// <param name="Rates">How many rates stand in it.</param>
/// <param name="State">Only one that is deciding or standing in is judged with; rates.order may leave a series out.</param>
public sealed record RateSeriesView(
    string Id, string Name, int Number, string Digest, int Rates, RateSeriesState State, DateTime ImportedAt, string ImportedBy,
    string? ProposedBy, DateTime? ProposedAt, string? ApprovedBy, DateTime? ApprovedAt)
{
    /// <param name="held">The texts that decide now.</param>
    public static RateSeriesView Of(RateSeries s, IReadOnlyCollection<HeldSeries> held) => new(
        s.PublicId, s.Name, s.Number, s.Digest, s.Rates,
        held.FirstOrDefault(h => h.Id == s.Id) is { } h ? h.StandsIn ? RateSeriesState.StandingIn : RateSeriesState.Deciding
            : s.ApprovedAt is not null ? RateSeriesState.Superseded
            : s.ProposedAt is not null ? RateSeriesState.Proposed : RateSeriesState.Draft,
        s.ImportedAt, s.ImportedBy, s.ProposedBy, s.ProposedAt, s.ApprovedBy, s.ApprovedAt);
}
