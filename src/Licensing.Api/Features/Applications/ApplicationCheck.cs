using System.Collections.Immutable;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Rules.Applications;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Applications;

/// <summary>Asks the regime whether an application is complete.</summary>
public static class ApplicationCheck
{
    /// <summary>What the regime must answer before the application can be submitted. Only a first licence has its own fee.</summary>
    public static IEnumerable<RegimeQuestion> Asks(ApplicationKind kind) =>
        LicensingStep.Apply.Needs().Where(q => q != RegimeQuestion.LicenceFee || kind == ApplicationKind.NewLicence);

    /// <param name="details">Null once they are destroyed; then who owns the applicant is not known.</param>
    public static Completeness Of(LicenceApplication application, ApplicantDetails? details, RegimeOn regime, CodeLists codes) => Completeness.Of(
        new ApplicationFacts
        {
            Class = application.Class,
            Capital = details?.Capital,
            Owners = [.. Owners(details?.Owners ?? [], "/applicant/owners")],
            Documents = [.. application.Documents.Where(d => d.RemovedAt is null).Select(d => new DocumentFact(d.Type, d.ExpiresOn, d.Check switch
            {
                DocumentCheck.Sound => DocumentStanding.Sound,
                DocumentCheck.Rejected => DocumentStanding.Rejected,
                _ => DocumentStanding.Waiting,
            }))],
            Answered = [.. (details?.Declarations ?? []).Select(d => d.Question)],
        },
        Asks(application.Kind), regime.Answer, regime.Regime.Jurisdiction, regime.Day, codes);

    /// <summary>As a refusal tells it.</summary>
    public static ProblemError ToError(this Gap gap) => new(gap.Code, gap.At, gap.Wanted, Mend: gap.Source is { } source ? $"Asked by {source.Citation}." : null);

    private static IEnumerable<OwnerFact> Owners(IReadOnlyList<ApplicantOwner> owners, string at) => owners.Index().Select(o => new OwnerFact(
        $"{at}/{o.Index}", Rational.TryParse(o.Item.SharePercent, out var share) ? share : Rational.Zero, o.Item.Person is not null, o.Item.Person?.Nationality, o.Item.Person?.Document is not null,
        (ImmutableArray<OwnerFact>)[.. Owners(o.Item.Company?.Owners ?? [], $"{at}/{o.Index}/company/owners")]));
}
