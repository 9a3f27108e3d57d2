using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Applications;

public sealed record CheckApplicationRequest
{
    /// <summary>Public id or reference.</summary>
    [RouteParam]
    public string ApplicationId { get; init; } = "";

    /// <summary>The day whose regime is asked; today in the ministry's time zone if left out.</summary>
    [QueryParam]
    public DateOnly? On { get; init; }
}

public sealed class CheckApplicationValidator : Validator<CheckApplicationRequest>
{
    public CheckApplicationValidator() => RuleFor(r => r.On!.Value).PlausibleDay().When(r => r.On is not null);
}

/// <summary>Something that is wanted and is not there.</summary>
/// <param name="Item">What it is about: document:CODE, declaration:CODE, or a JSON pointer into the application.</param>
/// <param name="Source">The text that asks it; null where the ministry set it, or where the application itself needs it.</param>
/// <param name="Address">Where the text is found.</param>
public sealed record GapView(string Code, string Item, string Wanted, string? Source, string? Address);

/// <summary>A question that the regime leaves open.</summary>
/// <param name="State">Null where the regime answers it and an officer must judge the case.</param>
public sealed record OpenQuestionView(RegimeQuestion Question, AnswerState? State, string? Detail);

/// <param name="Complete">Nothing is missing, and the regime answers every question. It could be submitted.</param>
/// <param name="NotSet">What the ministry must set before anybody can apply.</param>
/// <param name="Open">Left to an officer; it holds nothing up.</param>
public sealed record CompletenessView(string Id, DateOnly On, bool Complete, IReadOnlyList<GapView> Gaps, IReadOnlyList<OpenQuestionView> NotSet, IReadOnlyList<OpenQuestionView> Open);

/// <summary>Tells what an application lacks under the regime of a day, before it is submitted and after. It shows nobody's name.</summary>
public sealed class CheckApplication(LicensingDb db, Caller caller, ApplicationSeal seal, RegimeInForce regimes, CodeLists codes, Ministry ministry, TimeProvider clock)
    : Endpoint<CheckApplicationRequest, Results<Ok<CompletenessView>, Problem>>
{
    public override void Configure()
    {
        Get("applications/{ApplicationId}/check");
        Permissions(Permission.ReadApplications);
        this.Refuses(ProblemCode.NotFound, ProblemCode.ReferenceMistyped);
    }

    public override async Task<Results<Ok<CompletenessView>, Problem>> ExecuteAsync(CheckApplicationRequest r, CancellationToken ct)
    {
        var application = await db.Applications.AsNoTracking().VisibleTo(caller).Include(a => a.Documents).FindApplicationAsync(r.ApplicationId, ct);
        if (application is null)
            return new Problem(ProblemCode.NotFound);
        var version = await db.ApplicationVersions.AsNoTracking().SingleAsync(v => v.ApplicationId == application.Id && v.Number == application.LatestNumber, ct);
        var regime = await regimes.OnAsync(r.On ?? ministry.Today(clock), ct);
        var found = ApplicationCheck.Of(application, seal.Open(version), regime, codes);
        return TypedResults.Ok(new CompletenessView(
            application.PublicId, regime.Day, found.IsComplete,
            [.. found.Gaps.Select(g => new GapView(g.Code, g.At, g.Wanted, g.Source?.Citation, g.Source?.Address))],
            [.. found.NotSet.Select(a => new OpenQuestionView(a.Question, a.State, a.Note))],
            [.. found.Open.Select(o => new OpenQuestionView(o.Question, null, o.Detail))]));
    }
}
