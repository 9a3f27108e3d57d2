using FastEndpoints;
using FluentValidation;
using Licensing.Api.Audit;
using Licensing.Api.Database;

namespace Licensing.Api.Features.Audit;

/// <summary>Which events: the same for search and export.</summary>
public abstract record AuditEventFilter
{
    /// <summary>Public id of the thing that events are about; of an event, for its redactions.</summary>
    [QueryParam]
    public string? Subject { get; init; }

    /// <summary>Kind of the thing, for example Agency.</summary>
    [QueryParam]
    public string? SubjectKind { get; init; }

    /// <summary>The officer's name, the agency's public id or the job's name.</summary>
    [QueryParam]
    public string? Actor { get; init; }

    /// <summary>For example LawPackApproved.</summary>
    [QueryParam]
    public string? Action { get; init; }

    /// <summary>First day, inclusive, in the ministry's time zone.</summary>
    [QueryParam]
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive, in the ministry's time zone.</summary>
    [QueryParam]
    public DateOnly? To { get; init; }

    public IQueryable<AuditEvent> Choose(IQueryable<AuditEvent> events, Ministry ministry)
    {
        if (Subject is not null) events = events.Where(e => e.SubjectId == Subject);
        if (SubjectKind is not null) events = events.Where(e => e.SubjectKind == SubjectKind);
        if (Actor is not null) events = events.Where(e => e.Actor == Actor);
        if (Action is not null) events = events.Where(e => e.Action == Action);
        if (From is { } from)
        {
            var start = ministry.StartOf(from);
            events = events.Where(e => e.At >= start);
        }

        if (To is { } to)
        {
            var end = ministry.StartOf(to.AddDays(1));
            events = events.Where(e => e.At < end);
        }

        return events;
    }
}

public abstract class AuditEventFilterValidator<TRequest> : Validator<TRequest>
    where TRequest : AuditEventFilter
{
    protected AuditEventFilterValidator()
    {
        RuleFor(r => r.Subject).MaximumLength(PublicId.MaxLength);
        RuleFor(r => r.SubjectKind).MaximumLength(80);
        RuleFor(r => r.Actor).MaximumLength(StorageConventions.DefaultTextLength);
        RuleFor(r => r.Action).MaximumLength(80);
        RuleFor(r => r.From).InclusiveBetween(new DateOnly(1950, 1, 1), new DateOnly(2200, 1, 1));
        RuleFor(r => r.To).InclusiveBetween(new DateOnly(1950, 1, 1), new DateOnly(2200, 1, 1));
        RuleFor(r => r.To).Must((r, to) => to is null || r.From is null || r.From <= to).WithErrorCode("period.reversed").WithMessage("The period ends before it begins.");
    }
}
