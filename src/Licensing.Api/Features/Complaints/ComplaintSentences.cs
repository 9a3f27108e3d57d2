using Licensing.Api.Http;
using Licensing.Rules.FeeQuotes;
using Licensing.Rules.Procedures;

namespace Licensing.Api.Features.Complaints;

/// <summary>The sentences in which a complainant is told.</summary>
public static class ComplaintSentences
{
    /// <summary>What the law says of each step and bar, before anything is sent.</summary>
    public static IEnumerable<string> Law(ComplaintTimes times, DateOnly today, MessageCatalogue say)
    {
        foreach (var step in Enum.GetValues<ProcedureStep>())
        {
            var answer = times.Pack.On(step, today);
            var name = "@step-name." + Json.Words.ConvertName(step.ToString());
            if (answer.Rule is not { } rule)
                continue;
            if (rule.MostHearings is { } most)
                yield return say.Say(Message.Of("step.hearings", ("most", $"{most}"), ("citation", rule.Source.Citation), ("grade", rule.Source.GradeText)));
            if (rule.Within is not { } within)
                continue;
            yield return rule.From.Event is { } from
                ? say.Say(Message.Of("step.known", ("step", name), ("within", within.ToString()), ("upTo", rule.UpTo?.ToString()), ("event", Event(from)), ("citation", rule.Source.Citation), ("grade", rule.Source.GradeText)))
                : say.Say(Message.Of("step.not-known", ("step", name), ("missing", rule.From.NotKnown)));
        }

        foreach (var bar in Enum.GetValues<TimeBarKind>())
        {
            var answer = times.Pack.On(bar, today);
            var name = "@bar-name." + Json.Words.ConvertName(bar.ToString());
            yield return answer.Rule is { From.Event: { } from } rule
                ? say.Say(Message.Of("bar.known", ("bar", name), ("within", rule.Within.ToString()), ("event", Event(from)), ("abroad", rule.AbroadFrom?.Event is { } abroad ? Event(abroad) : null),
                    ("citation", rule.Source.Citation), ("grade", rule.Source.GradeText)))
                : say.Say(Message.Of("bar.not-known", ("bar", name), ("missing", answer.NotKnown ?? answer.Rule?.From.NotKnown)));
        }

        foreach (var note in times.Pack.Notes)
            yield return say.Say(Message.Of("note", ("text", note.Text), ("citation", note.Source.Citation), ("grade", note.Source.GradeText)));
    }

    /// <summary>The last days of a complaint that are still ahead or have passed undone.</summary>
    public static IEnumerable<string> Ahead(IEnumerable<ComplaintDue> times, MessageCatalogue say) => times
        .Where(t => !t.Done && t.State == ClockState.Running && !t.About.StartsWith(ComplaintTimes.BarPrefix, StringComparison.Ordinal) && t.About != "appeal")
        .Select(t => say.Say(Message.Of("step.by", ("step", "@step-name." + t.About), ("until", $"{t.SurelyUntil:yyyy-MM-dd}"),
            ("latest", t.PerhapsUntil == t.SurelyUntil ? null : $"{t.PerhapsUntil:yyyy-MM-dd}"), ("citation", t.Citation), ("grade", t.Grade))));

    public static IEnumerable<string> Told(Complaint complaint, MessageCatalogue say)
    {
        yield return State(complaint, say);
        // Why it was taken up says nothing any more once it is decided or settled.
        if (complaint.TriageReason is { } reason && (complaint.IsOpen || complaint.State is ComplaintState.NotReceivable or ComplaintState.Joined))
            yield return say.Say(Message.Of("told.reason", ("reason", reason)));
        if (complaint.GoInstead is { } go)
            yield return say.Say(Message.Of("told.go", ("go", go)));
    }

    public static string State(Complaint complaint, MessageCatalogue say) => say.Say(Message.Of("state." + Json.Words.ConvertName(complaint.State.ToString())));

    private static string Event(ProcedureEvent e) => "@event." + Json.Words.ConvertName(e.ToString());
}
