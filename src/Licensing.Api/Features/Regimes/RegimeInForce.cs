using System.Text.Json.Nodes;
using Licensing.Api.Database;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Regimes;

/// <summary>The regime of a day: the file, what the ministry set itself, and its calendar.</summary>
/// <param name="Days">What the calendar was made of; null where the ministry has set none.</param>
public sealed record RegimeOn(RegimeBook Book, DateOnly Day, IReadOnlyList<RegimeSettingRow> Rows, CalendarChange? Days)
{
    public Regime Regime => Book.Regime;

    public IReadOnlyList<RegimeSetting> Settings { get; } = [.. Rows.Select(s => s.ToSetting(Book.Codes))];

    // Without a calendar nobody knows which days are worked.
    public WorkCalendar Calendar { get; } = Days?.ToCalendar() ?? new WorkCalendar([], [], DateOnly.MaxValue, DateOnly.MinValue);

    /// <summary>The value of an answer as it was written, by the ministry or in the file; null where nothing holds.</summary>
    public JsonNode? AsWritten(RegimeAnswer answer) => answer.SetByMinistry
        ? JsonNode.Parse(Rows[Settings.Index().Last(s => s.Item.Question == answer.Question && s.Item.HoldsOn(Day)).Index].ValueJson)
        : Book.AsWritten(answer);

    public RegimeAnswer Answer(RegimeQuestion question) => Regime.Answer(question, Day, Settings);

    /// <summary>The last day of a time that the regime states, from an event on; undetermined where the regime or the calendar does not say.</summary>
    public Deadline After(DateOnly start, RegimeQuestion time) => Deadline.After(start, Answer(time), Answer(RegimeQuestion.DayCounting), Calendar);

    /// <summary>Refuses a step for which the ministry must still set something. Silence of the law is never a default.</summary>
    public Problem? WhyNot(LicensingStep step) => NotSet(Regime.Missing(step, Day, Settings));

    /// <summary>The same for single questions, which a step needs in some cases only.</summary>
    public Problem? WhyNot(params IEnumerable<RegimeQuestion> questions) => NotSet(questions.Select(Answer).Where(a => a.State != AnswerState.Known));

    /// <summary>Refuses because a last day cannot be reckoned.</summary>
    /// <param name="what">What ends on that day, for people.</param>
    public static Problem Undetermined(string what, DeadlineDoubt doubt) => new(ProblemCode.RegimeNotSet, doubt switch
    {
        DeadlineDoubt.CalendarTooShort => $"The last day of {what} lies beyond the ministry's list of holidays. Propose a longer calendar: POST /v1/regime/calendars.",
        DeadlineDoubt.NamedDayNotSet => $"The last day of {what} is a named day whose date the ministry has not set. Propose a calendar with it: POST /v1/regime/calendars.",
        DeadlineDoubt.OutOfRange => $"The last day of {what} lies outside the years 1 to 9999.",
        _ => $"The regime does not say how long {what} lasts, or how days are counted.",
    });

    private Problem? NotSet(IEnumerable<RegimeAnswer> open)
    {
        var errors = open.Select(a => new ProblemError(
            $"regime.{Json.Words.ConvertName(a.State.ToString())}", Json.Words.ConvertName(a.Question.ToString()), a.Note ?? "No source says it.",
            Mend: "Set it by two people, with the ministry's authority: POST /v1/regime/settings.")).ToList();
        return errors.Count == 0 ? null
            : new Problem(ProblemCode.RegimeNotSet, $"On {Day:yyyy-MM-dd} the regime {Regime.Name} does not say: {string.Join(", ", errors.Select(e => e.At))}.", errors);
    }
}

/// <summary>Gives the regime of a day, read from the database each time: what two people have set holds at once.</summary>
public sealed class RegimeInForce(LicensingDb db, RegimeBook book)
{
    public Task<RegimeOn> OnAsync(DateOnly day, CancellationToken ct) => OnAsync(day, null, ct);

    /// <param name="knownAt">As this deployment held it at that instant (UTC); what was approved at this very instant counts. Null: as it is held now.</param>
    public async Task<RegimeOn> OnAsync(DateOnly day, DateTime? knownAt, CancellationToken ct)
    {
        var rows = await db.RegimeSettings.AsNoTracking().Where(s => knownAt == null || s.ApprovedAt <= knownAt).OrderBy(s => s.From).ThenBy(s => s.Id).ToListAsync(ct);
        var calendar = await db.MinistryCalendars.AsNoTracking().Where(c => knownAt == null || c.ApprovedAt <= knownAt).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct);
        return new(book, day, rows, calendar?.Read());
    }
}
