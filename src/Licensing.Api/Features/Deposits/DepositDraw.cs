using System.Collections.Immutable;
using Licensing.Api.Audit;
using Licensing.Api.Http;
using Licensing.Rules.Deposits;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Deposits;

/// <summary>One draw-down that two people decided, for named claims. It never changes.</summary>
public sealed class DepositDraw : IRegulated, IListed
{
    public const string IdPrefix = "dd";
    private readonly List<Claim> _claims = [];

    private DepositDraw()
    {
    }

    internal DepositDraw(Deposit deposit, DateOnly on, SharingRule? rule, Shortfall? due, Decided decided)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Deposit, On, Sharing, DebtIsDue) = (deposit, on, SharingText.Of(rule), due);
        (ProposalId, RecordedAt, RecordedBy) = (decided.ProposalId, decided.At, decided.By);
    }

    /// <summary>Where the deposit suffices every claim is paid in full, whatever the rule.</summary>
    public static SharingRule NoRule { get; } = new(SharingMethod.ProRata, []);

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long DepositId { get; private set; }
    public Deposit Deposit { get; private set; } = null!;
    public DateOnly On { get; private set; }

    /// <summary>How it was shared, in the words of <see cref="SharingText"/>; null where the deposit sufficed.</summary>
    public string? Sharing { get; private set; }

    public long DrawnMinor { get; private set; }

    /// <summary>What was claimed and not covered.</summary>
    public long DebtMinor { get; private set; }

    /// <summary>To whom that is owed; null where everything was covered.</summary>
    public Shortfall? DebtIsDue { get; private set; }

    /// <summary>Public id of the demand to restore the deposit (a fact of the licence); null where none was made.</summary>
    public string? DemandId { get; private set; }

    public string ProposalId { get; private set; } = null!;
    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    /// <summary>For whom it was drawn, each with its share.</summary>
    public IReadOnlyCollection<Claim> Claims => _claims;

    public SharingRule Rule => SharingText.Read(Sharing) ?? NoRule;

    string IRegulated.PublicId => Deposit.PublicId;

    internal void Keep(DrawDown drawn) => (DrawnMinor, DebtMinor) = (drawn.DrawnMinor, drawn.DebtMinor);

    internal void Add(Claim claim) => _claims.Add(claim);

    internal void Demanded(string demandId) => DemandId = demandId;

    internal bool IsAs(DrawDown drawn) => drawn.DrawnMinor == DrawnMinor && drawn.DebtMinor == DebtMinor && drawn.Shares.Length == _claims.Count
        && drawn.Shares.All(s => _claims.Exists(c => c.PublicId == s.Claim && c.PaidMinor == s.PaidMinor));

    internal sealed class Table : IEntityTypeConfiguration<DepositDraw>
    {
        public void Configure(EntityTypeBuilder<DepositDraw> builder)
        {
            builder.ToTable("DepositDraws");
            builder.Property(d => d.DemandId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(d => d.ProposalId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.HasMany(d => d.Claims).WithOne(c => c.Draw).HasForeignKey(c => c.DrawId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>How a deposit is shared, as it is stored and shown: <c>pro-rata</c>, or the ranks, those paid first standing first:
/// <c>repatriation; wages, refund</c>.</summary>
internal static class SharingText
{
    private const string ProRata = "pro-rata";

    public static string? Of(SharingRule? rule) => rule is null ? null
        : rule.Method == SharingMethod.ProRata ? ProRata
        : string.Join("; ", rule.Order.Select(rank => string.Join(", ", rank.Select(kind => Json.Words.ConvertName(kind.ToString())))));

    public static SharingRule? Read(string? text) => text is null ? null
        : text == ProRata ? new(SharingMethod.ProRata, [])
        : new(SharingMethod.InOrder, [.. text.Split("; ").Select(rank => rank.Split(", ").Select(kind => Enum.Parse<ClaimKind>(kind, ignoreCase: true)).ToImmutableArray())]);
}
