using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Examinations;

/// <summary>What is the same.</summary>
public enum AlertMatch
{
    /// <summary>A person, by document.</summary>
    Person,

    /// <summary>A company, by the number of its registration.</summary>
    Company,

    /// <summary>The same address.</summary>
    Address,

    /// <summary>The same telephone number.</summary>
    Phone,

    /// <summary>The same bank account.</summary>
    BankAccount,

    /// <summary>The applicant itself.</summary>
    Agency,
}

/// <summary>With whom.</summary>
public enum AlertWith
{
    /// <summary>An agency whose licence is revoked.</summary>
    RevokedAgency,

    /// <summary>An application that was refused.</summary>
    RefusedApplication,

    /// <summary>A person or an agency that is barred.</summary>
    Bar,
}

public enum AlertAnswer
{
    /// <summary>It is the same, and that is all right; or it only seems so.</summary>
    Explained,

    /// <summary>It is the same, and it weighs.</summary>
    Confirmed,
}

/// <param name="At">Where in the application's details, as a JSON pointer; empty where the applicant itself matches. Never the value.</param>
/// <param name="WithId">Public id of the agency, the application or the bar.</param>
/// <param name="Since">The first day of the revocation or the bar, or the day of the refusal.</param>
public sealed record AlertFound(AlertMatch Match, string At, AlertWith With, string WithId, DateOnly Since)
{
    public string Key => $"{With} {WithId} {Match} {At}";
}

/// <summary>Something of the application is equal to something of an agency that was revoked or refused, or of somebody barred. It is a question, and
/// must be answered before a grant.</summary>
public sealed class ExaminationAlert : IRegulated, IVersioned, IListed
{
    public const string IdPrefix = "al";
    public const int MaxReasonLength = 2000;

    private ExaminationAlert()
    {
    }

    internal ExaminationAlert(Examination examination, AlertFound found, DateTime at)
    {
        PublicId = Database.PublicId.New(IdPrefix);
        (Examination, Key) = (examination, found.Key);
        (Match, At, With, WithId, Since, FoundAt) = (found.Match, found.At, found.With, found.WithId, found.Since, at);
    }

    public long Id { get; private set; }
    public string PublicId { get; private set; } = null!;
    public long ExaminationId { get; private set; }
    public Examination Examination { get; private set; } = null!;

    /// <summary>The same match is one alert, however often it is looked for.</summary>
    public string Key { get; private set; } = null!;
    public AlertMatch Match { get; private set; }
    public string At { get; private set; } = null!;
    public AlertWith With { get; private set; }
    public string WithId { get; private set; } = null!;
    public DateOnly Since { get; private set; }
    public DateTime FoundAt { get; private set; }
    public AlertAnswer? Answer { get; private set; }
    public string? AnswerReason { get; private set; }
    public string? AnsweredBy { get; private set; }
    public DateTime? AnsweredAt { get; private set; }
    public long Version { get; private set; }

    internal void Say(AlertAnswer answer, string reason, string by, DateTime at) => (Answer, AnswerReason, AnsweredBy, AnsweredAt) = (answer, Text.Normalise(reason), by, at);

    internal sealed class Table : IEntityTypeConfiguration<ExaminationAlert>
    {
        public void Configure(EntityTypeBuilder<ExaminationAlert> builder)
        {
            builder.ToTable("ExaminationAlerts");
            builder.Property(a => a.Key).HasMaxLength(300);
            builder.Property(a => a.At).HasMaxLength(200);
            builder.Property(a => a.WithId).HasMaxLength(Database.PublicId.MaxLength).IsUnicode(false);
            builder.Property(a => a.AnswerReason).HasMaxLength(MaxReasonLength);
            builder.HasIndex(a => new { a.ExaminationId, a.Key }).IsUnique();
        }
    }
}
