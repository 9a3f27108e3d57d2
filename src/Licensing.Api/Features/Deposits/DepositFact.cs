using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Licences;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Deposits;

/// <summary>What a deposit rule asks of an agency and the register does not know by itself. The class is the licence's, the branches are the
/// agency's.</summary>
public enum DepositFactKind
{
    /// <summary>The way that the agency chose, in the regime's word.</summary>
    Choice,

    /// <summary>Workers by whom the law measures the agency: those it plans to send, or may recruit.</summary>
    Workers,

    /// <summary>Placements of the past twelve months.</summary>
    Placements,

    /// <summary>Demerit points of the past twelve months.</summary>
    Demerits,

    /// <summary>Whether the agency is in its first year of operation: true or false.</summary>
    FirstYear,

    /// <summary>The last day of the last contract of a worker whom it sent; a deposit may be given back only a time after it.</summary>
    LastContractEnds,
}

/// <summary>A fact that decides how much must be held, from a day on and until another of its kind. It never changes; of two from one
/// day, the one recorded later counts.</summary>
public sealed class DepositFact : IRegulated, IListed
{
    public const string IdPrefix = "df";

    private DepositFact()
    {
    }

    public DepositFact(Licence licence, DepositFactKind fact, string value, DateOnly from, string source, DateTime recordedAt, string recordedBy)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Licence, LicenceId, Fact, Value, From, Source) = (licence, licence.Id, fact, value, from, Text.Normalise(source));
        (RecordedAt, RecordedBy) = (recordedAt, recordedBy);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long LicenceId { get; private set; }
    public Licence Licence { get; private set; } = null!;
    public DepositFactKind Fact { get; private set; }

    /// <summary>A whole number, true or false, a day, or a word, as its kind wants.</summary>
    public string Value { get; private set; } = null!;

    /// <summary>First day, inclusive.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Where it is known from: a plan, a return, a decision.</summary>
    public string Source { get; private set; } = null!;

    public DateTime RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = null!;

    internal sealed class Table : IEntityTypeConfiguration<DepositFact>
    {
        public void Configure(EntityTypeBuilder<DepositFact> builder)
        {
            builder.HasIndex(f => new { f.LicenceId, f.Fact, f.From });
            builder.HasOne(f => f.Licence).WithMany().HasForeignKey(f => f.LicenceId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public sealed record DepositFactRecorded(string Licence, DepositFactKind Fact, string Value, DateOnly From);
