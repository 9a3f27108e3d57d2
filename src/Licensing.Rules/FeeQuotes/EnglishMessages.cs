using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.FeeQuotes;

/// <summary>The complete catalogue, in English. A translation has the same keys.</summary>
public static class EnglishMessages
{
    public static MessageCatalogue Catalogue(CodeLists codes)
    {
        var texts = new Dictionary<string, string>(Fixed);
        // "medical.examination.home" is said as "medical: examination, home"; a translation may say it better.
        foreach (var code in codes.Categories.Concat(codes.Categories.SelectMany(Groups)).Distinct())
            texts["cost." + code] = code.Split('.') is [var group, .. var rest] && rest.Length > 0
                ? $"{group.Replace('-', ' ')} ({string.Join(", ", rest).Replace('-', ' ')})" : code.Replace('-', ' ');
        foreach (var (code, phrase) in Explanation.Phrases) texts.TryAdd("because." + code, phrase);
        return new("en", texts);
    }

    private static IEnumerable<string> Groups(string code)
    {
        var parts = code.Split('.');
        for (var i = 1; i < parts.Length; i++) yield return string.Join('.', parts[..i]);
    }

    private static readonly Dictionary<string, string> Fixed = new()
    {
        ["quote.not-allowed"] = "{cost}, paid to {payees}: you may not be charged anything for it. {citation} (grade {grade})[; enforced from {enforced}].",
        ["quote.at-most"] = "{cost}, paid to {payees}: at most {amount}[, together with {together}][, in one sum with {others} other costs][; more is open: {doubt}]. {citation} (grade {grade}).",
        ["quote.at-most-period"] = "{cost}, paid to {payees}: at most {amount} for each {unit}, by year of service. {citation} (grade {grade}).",
        ["quote.outside"] = "{cost}, paid to {payees}: {law} names it and sets no limit. {citation} (grade {grade}).",
        ["quote.open"] = "{cost}, paid to {payees}: {law} leaves it open ({because}[: {fact}]). {citation} (grade {grade}).",
        ["quote.silent"] = "{cost}, paid to {payees}: no rule of {law} is known. That does not make it allowed.",
        ["quote.borne-by"] = "By the agreement of both countries it is borne by {who}. {citation} (grade {grade}).",
        ["quote.not-before"] = "Pay nothing of it before this: {event}. {citation} (grade {grade}).",
        ["quote.channel"] = "Pay only by: {channels}. {citation} (grade {grade}).",
        ["quote.receipt"] = "You must be given a receipt. {citation} (grade {grade}).",
        ["quote.refund"] = "If this happens: {trigger}[ ({cause})][ within {months} months], {share} must be given back[ within {days} days][, with {interest}]. {citation} (grade {grade}).",
        ["quote.duty-in-doubt"] = "Whether this holds for you is open: {because}[ ({fact})].",
        ["quote.all-in"] = "In all you may be charged at most {amount} for the costs that the law limits.",
        ["quote.all-in-none"] = "The law sets no limit for any cost here: what it does not forbid is open.",
        ["quote.all-in-unknown"] = "What all limited costs come to cannot be said: {because}.",
        ["quote.all-in-open"] = "For {count} further costs the law sets no limit that is known; they are not in this figure.",
        ["quote.rate"] = "{currency} {units} is one US dollar ({authority}, {kind}, from {from} until {until}).",
        ["check.not-allowed"] = "{cost}, {amount}: this is not allowed. {citation} (grade {grade}).",
        ["check.too-much"] = "{cost}, {amount}: {excess} too much[ of at most {cap}], with everything that counts together. {citation} (grade {grade}).",
        ["check.too-early"] = "{cost}, {amount}: it is too early; it may be asked only after this: {event}. {citation} (grade {grade}).",
        ["check.wrong-channel"] = "{cost}, {amount}: it may not be taken in this way. {citation} (grade {grade}).",
        ["check.no-receipt"] = "{cost}, {amount}: it may not be taken without a receipt. {citation} (grade {grade}).",
        ["check.refund-due"] = "{cost}, {amount}: {excess} of it is to be given back. {citation} (grade {grade}).",
        ["check.allowed"] = "{cost}, {amount}: this is allowed[, at most {cap}]. {citation} (grade {grade}).",
        ["check.silent"] = "{law} does not speak about it.",
        ["check.open"] = "{cost}, {amount}: the law does not settle it ({because}[: {fact}]).",
        ["check.hint"] = "Look also at this: {citation} ({because}[: {fact}]).",
        ["law.origin"] = "the law of your country", ["law.destination"] = "the law of the country of work", ["law.agreement"] = "the agreement of both countries", ["law.standard"] = "the international standard",
        ["payee.agency"] = "the agency of your country", ["payee.partner-agency"] = "the agency of the country of work", ["payee.state"] = "the state", ["payee.clinic"] = "a clinic",
        ["payee.sub-agent"] = "a sub-agent", ["payee.broker"] = "a broker", ["payee.employer"] = "the employer", ["payee.other"] = "anyone else", ["payee.lender"] = "a lender",
        ["payee.worker"] = "you", ["payee.origin-agency"] = "the agency of your country", ["payee.destination-agency"] = "the agency of the country of work",
        ["event.signed"] = "the contract is signed", ["event.approved"] = "the contract is approved", ["event.approved-and-signed"] = "the contract is approved and signed",
        ["event.visa-notice"] = "you have notice that the visa is issued", ["event.placed"] = "you are placed", ["event.departed"] = "you have left",
        ["event.first-wage"] = "you have received the first wage", ["event.period-start"] = "the time begins that it pays for",
        ["trigger.employment-ended"] = "the employment ends early", ["trigger.not-deployed"] = "you are not sent", ["trigger.entered"] = "you have entered the country of work",
        ["cause.worker-fault"] = "by your own fault", ["cause.employer-fault"] = "by the employer's fault", ["cause.terms-differ"] = "because the terms differ from what was promised",
        ["cause.worker-refused"] = "because you refuse or cannot go", ["cause.no-fault"] = "by nobody's fault",
        ["share.all"] = "all of it", ["share.unserved"] = "the part for the time not worked",
        ["channel.bank"] = "bank", ["channel.digital"] = "digital payment", ["channel.card"] = "card", ["channel.cheque"] = "cheque", ["channel.agency-office"] = "at the agency's office",
        ["channel.cash"] = "cash", ["channel.other"] = "another way", ["unit.month"] = "month", ["unit.year"] = "year",
        ["kind.daily"] = "rate of the day", ["kind.period-average"] = "average of the period", ["kind.peg"] = "fixed rate", ["because.no-rule-known"] = "no rule is known",
        ["because.not-limited"] = "the law names it and sets no limit", ["because.not-enforced"] = "the rule is not enforced yet",
    };
}
