using Licensing.Api.Audit;
using Licensing.Api.Database;
using Licensing.Api.Features.Disclosures;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Licensing.Api.Features.Applications;

/// <param name="Item">What is to be corrected: a document (document:police-report), a question (declaration:convicted), or a field (/applicant/capital).</param>
/// <param name="Reason">What is wrong with it. The applicant reads it.</param>
public sealed record CorrectionItem(string Item, string Reason);

/// <summary>One act on an application. It never changes.</summary>
public sealed class ApplicationStep : IRegulated
{
    public const int MaxReasonLength = 2000;

    private ApplicationStep()
    {
    }

    internal ApplicationStep(LicenceApplication application, ApplicationAction action, ApplicationState from, ApplicationState to, DateTime at, string by, string? reason, IReadOnlyList<CorrectionItem>? items)
    {
        (Application, Action, From, To, At, By) = (application, action, from, to, at, by);
        Reason = reason is null ? null : Text.Normalise(reason);
        ItemsJson = items is { Count: > 0 } ? StoredJson.Write(items) : null;
    }

    public long Id { get; private set; }
    public long ApplicationId { get; private set; }
    public LicenceApplication Application { get; private set; } = null!;
    public ApplicationAction Action { get; private set; }
    public ApplicationState From { get; private set; }
    public ApplicationState To { get; private set; }
    public DateTime At { get; private set; }
    public string By { get; private set; } = null!;

    /// <summary>The applicant reads it.</summary>
    public string? Reason { get; private set; }

    /// <summary>What is to be corrected, <see cref="CorrectionItem"/>s as JSON.</summary>
    public string? ItemsJson { get; private set; }

    public IReadOnlyList<CorrectionItem> ReadItems() => ItemsJson is null ? [] : StoredJson.Read<List<CorrectionItem>>(ItemsJson);

    string IRegulated.PublicId => Application.PublicId;

    internal sealed class Table : IEntityTypeConfiguration<ApplicationStep>
    {
        public void Configure(EntityTypeBuilder<ApplicationStep> builder)
        {
            builder.ToTable("ApplicationSteps");
            builder.Property(s => s.Reason).HasMaxLength(MaxReasonLength);
            builder.Property(s => s.ItemsJson).HasMaxLength(StorageConventions.Unlimited);
            builder.HasIndex(s => new { s.ApplicationId, s.Id });
        }
    }
}
