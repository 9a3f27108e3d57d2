using FastEndpoints;
using FluentValidation;
using Licensing.Api.Database;
using Licensing.Api.Features.Agencies;
using Licensing.Api.Features.Proposals;
using Licensing.Api.Http;
using Licensing.Api.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Regimes;

/// <param name="Weekend">May be empty.</param>
/// <param name="From">First day for which the holidays are listed, inclusive.</param>
/// <param name="Until">Last such day, inclusive.</param>
/// <param name="Holidays">Every public holiday between the two days.</param>
/// <param name="NamedDays">Dates of the days that the law names in another calendar; several of one name, one for each year.</param>
/// <param name="Reason">Why, for the history.</param>
public sealed record ProposeCalendarRequest(
    IReadOnlyList<DayOfWeek> Weekend, DateOnly From, DateOnly Until, IReadOnlyList<DateOnly> Holidays, IReadOnlyList<NamedDay> NamedDays, string Reason);

public sealed class ProposeCalendarValidator : Validator<ProposeCalendarRequest>
{
    public ProposeCalendarValidator()
    {
        RuleFor(r => r.Weekend).Must(days => days.Count < 7).WithErrorCode("calendar.no-day-worked").WithMessage("At least one day of the week is worked.");
        RuleFor(r => r.From).PlausibleDay();
        RuleFor(r => r.Until).PlausibleDay().NotBefore(r => r.From);
        RuleFor(r => r.Holidays).Must(days => days.Count <= 5000).WithMessage("At most 5000 holidays.");
        RuleForEach(r => r.Holidays).Must((r, day) => r.From <= day && day <= r.Until).WithErrorCode("calendar.outside").WithMessage("The holiday lies outside the days of the calendar.").WithState(_ => "Leave it out, or let the calendar cover it.");
        RuleFor(r => r.NamedDays).Must(days => days.Count <= 1000).WithMessage("At most 1000 named days.");
        RuleForEach(r => r.NamedDays).ChildRules(day =>
        {
            day.RuleFor(d => d.Name).NotEmpty().MaximumLength(60);
            day.RuleFor(d => d.Day).PlausibleDay();
        });
        RuleFor(r => r.Reason).NotEmpty().MaximumLength(2000);
    }
}

/// <summary>Proposes the ministry's weekend, holidays and named days; someone else decides. It replaces the calendar before it whole.</summary>
public sealed class ProposeCalendar(LicensingDb db, TwoPersonRule rule, TimeProvider clock)
    : Endpoint<ProposeCalendarRequest, Results<Created<ProposalView>, Problem>>
{
    public override void Configure()
    {
        Post("regime/calendars");
        Permissions(Permission.ProposeRegime);
        this.Refuses(ProblemCode.ProposalOpen);
        this.Idempotent();
    }

    public override async Task<Results<Created<ProposalView>, Problem>> ExecuteAsync(ProposeCalendarRequest r, CancellationToken ct)
    {
        var change = new CalendarChange([.. r.Weekend.Distinct().Order()], r.From, r.Until, [.. r.Holidays.Distinct().Order()], [.. r.NamedDays.Distinct().OrderBy(d => d.Day)]);
        var (refused, proposal) = await rule.ProposeAsync(ProposalKind.SetCalendar, "calendar", subjectVersion: null, agencyId: null, change, r.Reason, ct);
        if (refused is not null)
            return refused;
        await db.SaveChangesAsync(ct);
        HttpContext.ShowVersion(proposal!);
        return TypedResults.Created($"/v1/proposals/{proposal!.PublicId}", ProposalView.Of(proposal, clock.Now()));
    }
}
