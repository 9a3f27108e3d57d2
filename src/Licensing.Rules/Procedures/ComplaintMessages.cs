using Licensing.Rules.FeeQuotes;

namespace Licensing.Rules.Procedures;

/// <summary>What complainants are told, in English. A translation has the same keys.</summary>
public static class ComplaintMessages
{
    public static MessageCatalogue English { get; } = new("en", new Dictionary<string, string>
    {
        ["guide.free"] = "To complain costs nothing, from wherever you are, whatever your papers say.",
        ["guide.who"] = "You need not say who you are. If you do, only the ministry knows; it is sealed, and each time that somebody reads it is recorded.",
        ["guide.little"] = "Say only what you want to say. What happened is enough; everything else can come later, or never.",
        ["guide.secret"] = "You get a reference and a secret. With both you see what happens and can add to it. The secret is shown once: keep it where nobody finds it.",
        ["guide.agency"] = "The agency learns nothing of your complaint until you agree, item by item. You can take that back at any time.",
        ["guide.hearing"] = "Nothing is decided against an agency before it was heard. Without your agreement to the particulars it cannot be heard.",
        ["guide.retaliation"] = "If anybody harms or threatens you because you complained, say so by the same reference: it is handled as urgent.",
        ["guide.urgent"] = "If there is danger, no food, somebody locked up or a child concerned, say so: it is looked at first.",
        ["guide.at"] = "You can also go to: {at}",
        ["step.known"] = "{step}: within {within}[, up to {upTo}], from this: {event}. {citation} (grade {grade}).",
        ["step.by"] = "{step}: by {until}[; at the latest by {latest}]. {citation} (grade {grade}).",
        ["step.hearings"] = "At most {most} hearings. {citation} (grade {grade}).",
        ["step.not-known"] = "{step}: how long it takes is not known. {missing}",
        ["bar.known"] = "{bar}: within {within}, from this: {event}[; where the worker was abroad from this: {abroad}]. {citation} (grade {grade}).",
        ["bar.in-time"] = "{bar}: in time. The last day is {until}[, perhaps {latest}].",
        ["bar.late"] = "{bar}: the time seems to be over since {latest}. An officer looks at it; complain all the same.",
        ["bar.open"] = "{bar}: whether it is in time is open. {missing}",
        ["bar.not-known"] = "{bar}: by when is not known. {missing}",
        ["note"] = "{text} {citation} (grade {grade}).",
        ["state.filed"] = "Your complaint has arrived. An officer looks whether the ministry can take it up.",
        ["state.receivable"] = "The ministry has taken your complaint up.",
        ["state.not-receivable"] = "The ministry cannot take your complaint up.",
        ["state.joined"] = "Your complaint is handled together with another one about the same.",
        ["state.settled"] = "A settlement was reached.",
        ["state.upheld"] = "It was decided: your complaint was upheld.",
        ["state.dismissed"] = "It was decided: your complaint was dismissed.",
        ["told.reason"] = "Why: {reason}",
        ["told.go"] = "Where to go instead: {go}",
        ["told.remedy"] = "What follows: {remedy}",
        ["told.hearing"] = "There is a hearing on {on}[, {place}].",
        ["told.not-shared"] = "The agency has been shown nothing of it.",
        ["told.shared"] = "You have agreed that the agency may be shown so many items of it: {count}.",
        ["refund.ordered"] = "{sum} is to be paid back to you by {due}. {citation} (grade {grade}).",
        ["refund.paid"] = "{sum} was recorded as paid to you on {on}[; you say that {came} came].",
        ["refund.covered"] = "{sum} was taken for you from the agency's deposit.",
        ["refund.left"] = "{sum} is still to be paid, interest up to today included.",
        ["refund.overdue"] = "{sum} is still to be paid, interest up to today included, and the last day to pay has passed.",
        ["refund.settled"] = "Nothing is owed any more. If something of it did not come, say so here.",
        ["step-name.forwarding"] = "Passing it on to the competent office", ["step-name.inquiry"] = "The inquiry", ["step-name.conciliation"] = "Bringing both sides together",
        ["step-name.settlement"] = "Settling it", ["step-name.hearings"] = "The hearings", ["step-name.defence"] = "The answer of whom it is against",
        ["step-name.decision"] = "The decision", ["step-name.appeal"] = "Going against the decision", ["step-name.trial"] = "The court's judgment",
        ["bar-name.complaint"] = "To complain", ["bar-name.prosecution"] = "To bring it before a criminal court",
        ["event.complaint-filed"] = "you complain", ["event.received-elsewhere"] = "the other office has your complaint", ["event.inquiry-ended"] = "the inquiry ends",
        ["event.forwarded"] = "it was passed on",
        ["event.conciliation-begun"] = "bringing both sides together begins", ["event.conciliation-ended"] = "bringing both sides together ends",
        ["event.notice-given"] = "the notice to whom it is against", ["event.answered"] = "the answer", ["event.settled"] = "the settlement", ["event.decided"] = "the decision", ["event.charged"] = "the charge",
        ["event.judged"] = "the judgment", ["event.act"] = "what was done to you", ["event.returned"] = "your return", ["event.employment-ended"] = "the end of the employment",
    });
}
