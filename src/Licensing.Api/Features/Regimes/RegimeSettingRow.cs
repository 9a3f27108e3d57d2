using System.Text.Json;
using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Regimes;

/// <summary>A value that the ministry set itself, because no source says it or because its own order does. It goes before what ships.
/// Two people make one; it never changes. A later one that begins on the same day or later takes its place.</summary>
public sealed class RegimeSettingRow : IRegulated, IListed
{
    public const string IdPrefix = "rs";
    public const int MaxAuthorityLength = 500;

    private RegimeSettingRow()
    {
    }

    /// <param name="reason">Why, in the words of who proposed it.</param>
    public RegimeSettingRow(RegimeSettingChange change, string proposedBy, DateTime proposedAt, string approvedBy, DateTime approvedAt, string reason)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Question, From, Until, ValueJson, Authority) = (change.Question, change.From, change.Until, change.Value.GetRawText(), Text.Normalise(change.Authority));
        (ProposedBy, ProposedAt, ApprovedBy, ApprovedAt, Reason) = (proposedBy, proposedAt, approvedBy, approvedAt, Text.Normalise(reason));
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public RegimeQuestion Question { get; private set; }

    /// <summary>First day, inclusive.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day, inclusive; null while it has none.</summary>
    public DateOnly? Until { get; private set; }

    /// <summary>JSON in the grammar of regime files.</summary>
    public string ValueJson { get; private set; } = null!;

    /// <summary>The order or decision by which the ministry set it.</summary>
    public string Authority { get; private set; } = null!;

    /// <summary>Why, in the words of who proposed it.</summary>
    public string Reason { get; private set; } = null!;

    public string ProposedBy { get; private set; } = null!;
    public DateTime ProposedAt { get; private set; }
    public string ApprovedBy { get; private set; } = null!;

    /// <summary>From then on it is held (UTC).</summary>
    public DateTime ApprovedAt { get; private set; }

    public RegimeSetting ToSetting(CodeLists codes) =>
        new(Question, From, Until, RegimeText.ReadValue(Question, ValueJson, codes).Value ?? throw new InvalidDataException($"Setting {PublicId} cannot be read any more."), Authority);

    internal sealed class Table : IEntityTypeConfiguration<RegimeSettingRow>
    {
        public void Configure(EntityTypeBuilder<RegimeSettingRow> builder)
        {
            builder.ToTable("RegimeSettings");
            builder.Property(s => s.ValueJson).HasMaxLength(StorageConventions.Unlimited);
            builder.Property(s => s.Authority).HasMaxLength(MaxAuthorityLength);
            builder.Property(s => s.Reason).HasMaxLength(2000);
            builder.HasIndex(s => new { s.Question, s.From });
        }
    }
}

/// <summary>The exact setting that two people decide on.</summary>
public sealed record RegimeSettingChange(RegimeQuestion Question, DateOnly From, DateOnly? Until, JsonElement Value, string Authority);

public sealed record RegimeValueSet(RegimeQuestion Question, DateOnly From, DateOnly? Until, string Value, string Authority);
