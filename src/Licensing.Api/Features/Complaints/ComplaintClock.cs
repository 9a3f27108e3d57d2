using Licensing.Api.Database;
using Licensing.Api.Features.Regimes;
using Licensing.Api.Http;
using Licensing.Rules.Licences;
using Licensing.Rules.Procedures;
using Licensing.Rules.Values;
using Microsoft.EntityFrameworkCore;

namespace Licensing.Api.Features.Complaints;

/// <summary>One time of a complaint's procedure.</summary>
/// <param name="About">Which step, or bar-complaint, bar-prosecution.</param>
/// <param name="SurelyUntil">An act on this day or before it is in time, whatever is open; null where no day is known.</param>
/// <param name="PerhapsUntil">An act after this day is late, whatever is open.</param>
/// <param name="RunsFrom">From what it runs; null where that is not known.</param>
/// <param name="Done">It was done, or the complaint is closed: nobody is late any more.</param>
/// <param name="Doubts">What is open, in words.</param>
public sealed record ComplaintDue(
    string About, ClockState State, DateOnly? SurelyUntil, DateOnly? PerhapsUntil, ProcedureEvent? RunsFrom, bool Done, IReadOnlyList<string> Doubts, string? Citation, string? Grade);

/// <summary>The times of a complaint, by the procedure of the country, the ministry's way of counting and its calendar.</summary>
/// <param name="Counting">Null: the ministry has not set it.</param>
public sealed record ComplaintTimes(ProcedurePack Pack, DayCountingRule? Counting, WorkCalendar Calendar)
{
    public const string BarPrefix = "bar-";

    public ClockReading Read(ProcedureStep step, DateOnly filed, IReadOnlyDictionary<ProcedureEvent, DateOnly> events) => ProcedureClock.Of(Pack.On(step, filed), events, Counting, Calendar);

    public ClockReading Read(TimeBarKind bar, DateOnly filed, bool? abroad, IReadOnlyDictionary<ProcedureEvent, DateOnly> events) =>
        ProcedureClock.Of(Pack.On(bar, filed), abroad, events, Counting, Calendar);

    /// <summary>Every time of the complaint, as it stands.</summary>
    /// <param name="recorded">What officers recorded of its course; of one event the last holds.</param>
    public IReadOnlyList<ComplaintDue> Of(Complaint complaint, IEnumerable<ComplaintStep> recorded)
    {
        var events = complaint.Events();
        foreach (var step in recorded.OrderBy(s => s.Id))
            events[step.Event] = step.On;
        var all = new List<ComplaintDue>();
        foreach (var step in Enum.GetValues<ProcedureStep>())
        {
            var rule = Pack.On(step, complaint.FiledOn).Rule;
            var ended = !complaint.IsOpen || (step.EndsWith() is { } end && events.ContainsKey(end));
            all.Add(Due(Json.Words.ConvertName(step.ToString()), Read(step, complaint.FiledOn, events), ended, rule?.Source));
        }

        foreach (var bar in Enum.GetValues<TimeBarKind>())
        {
            var rule = Pack.On(bar, complaint.FiledOn).Rule;
            // Who has complained has complained; what remains is to prosecute.
            var done = bar == TimeBarKind.Complaint || !complaint.IsOpen || events.ContainsKey(ProcedureEvent.Charged);
            all.Add(Due(BarPrefix + Json.Words.ConvertName(bar.ToString()), Read(bar, complaint.FiledOn, complaint.IsAbroad, events), done, rule?.Source));
        }

        return all;
    }

    /// <summary>Whether the complaint came in time.</summary>
    /// <returns>null: open, or no bar is known.</returns>
    public bool? CameInTime(Complaint complaint) => Read(TimeBarKind.Complaint, complaint.FiledOn, complaint.IsAbroad, complaint.Events()).InTimeOn(complaint.FiledOn);

    private static ComplaintDue Due(string about, ClockReading reading, bool done, LegalSource? source) =>
        new(about, reading.State, reading.SurelyUntil, reading.PerhapsUntil, reading.RunsFrom, done, reading.Doubts, source?.Citation, source?.GradeText);
}

/// <summary>Gives the times by the regime of a day.</summary>
public sealed class ComplaintClock(ProcedureBook book, RegimeInForce regimes, LicensingDb db, Ministry ministry, TimeProvider clock)
{
    public async Task<ComplaintTimes> TimesAsync(CancellationToken ct)
    {
        var regime = await regimes.OnAsync(ministry.Today(clock), ct);
        return new(book.Pack, regime.Answer(RegimeQuestion.DayCounting).As<DayCountingRule>(), regime.Calendar);
    }

    public async Task<IReadOnlyList<ComplaintDue>> OfAsync(Complaint complaint, CancellationToken ct) =>
        (await TimesAsync(ct)).Of(complaint, await db.ComplaintSteps.AsNoTracking().Where(s => s.ComplaintId == complaint.Id).ToListAsync(ct));
}
