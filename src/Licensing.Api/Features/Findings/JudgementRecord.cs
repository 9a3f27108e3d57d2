using System.Text;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Http;
using Licensing.Rules.FeeCaps;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Findings;

/// <summary>One rule applied to one version of a disclosure, as it was computed. Replaceable: computing it again from the
/// version, law, rates, settings and engine that the version names gives the same bytes.</summary>
public sealed class JudgementRecord : IListed
{
    public const string IdPrefix = "ju";

    private JudgementRecord()
    {
    }

    public JudgementRecord(DisclosureVersion version, Judgement judgement)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        DisclosureVersion = version;
        Slot = SlotOf(judgement);
        Provision = judgement.Provision;
        Law = judgement.Law;
        Show(judgement);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long DisclosureVersionId { get; private set; }
    public DisclosureVersion DisclosureVersion { get; private set; } = null!;

    /// <summary>Provision and version, or the law whose silence it states: one judgement each.</summary>
    public string Slot { get; private set; } = null!;
    public string? Provision { get; private set; }
    public LawSide Law { get; private set; }
    public Result Result { get; private set; }
    public string? Because { get; private set; }

    /// <summary>The judgement's canonical JSON.</summary>
    public string Canonical { get; private set; } = null!;

    public static string SlotOf(Judgement judgement) =>
        judgement.Provision is { } provision ? $"{provision}/{judgement.Version}" : $"coverage/{judgement.Law}";

    /// <summary>Judged again: the row stays, and with it the place of whoever pages through the list.</summary>
    internal void Show(Judgement judgement)
    {
        (Result, Because) = (judgement.Result, judgement.Because);
        Canonical = Encoding.UTF8.GetString(judgement.ToCanonicalBytes());
    }

    public Judgement Read() => Judgement.FromCanonicalBytes(Encoding.UTF8.GetBytes(Canonical));

    internal sealed class Table : IEntityTypeConfiguration<JudgementRecord>
    {
        public void Configure(EntityTypeBuilder<JudgementRecord> builder)
        {
            builder.ToTable("Judgements");
            builder.Property(j => j.Slot).HasMaxLength(120).IsUnicode(false);
            builder.Property(j => j.Provision).HasMaxLength(100).IsUnicode(false);
            builder.Property(j => j.Because).HasMaxLength(40).IsUnicode(false);
            builder.Property(j => j.Canonical).HasMaxLength(StorageConventions.Unlimited);
            builder.HasIndex(j => new { j.DisclosureVersionId, j.Slot }).IsUnique();
            builder.HasIndex(j => new { j.Result, j.Because, j.Id });
            builder.HasIndex(j => new { j.Provision, j.Id });
            builder.HasOne(j => j.DisclosureVersion).WithMany().HasForeignKey(j => j.DisclosureVersionId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
