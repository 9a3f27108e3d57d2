using Licensing.Rules.FeeQuotes;

namespace Licensing.Rules.Confirmations;

/// <summary>What workers are told who look at what an agency reported of them, in English. A translation has the same keys.</summary>
public static class ConfirmationMessages
{
    public static MessageCatalogue English { get; } = new("en", new Dictionary<string, string>
    {
        ["code.what"] = "With this code you see what your agency told the ministry that you paid, and say whether it is true: {code}",
        ["code.until"] = "It works once, until {until}. Nobody of the agency has it. Give it to nobody, and use it where nobody of the agency looks on.",
        ["code.free"] = "It costs nothing.",
        ["opened.keep"] = "The code is used up. From now on you come back with the reference and the secret. The secret is shown this once: keep it where nobody finds it.",
        ["opened.not-you"] = "If a code is refused that you never used, somebody else has used it. Tell the ministry: it shuts what was opened, and gives you another code.",
        ["follow.to-confirm"] = "Of {count} items you have not said yet whether they are true.",
        ["follow.again"] = "{count} items were changed by the agency after you spoke about them. Please say again whether they are true.",
        ["follow.not-shared"] = "The agency has been shown nothing of what you said.",
        ["follow.shared"] = "The agency is shown {count} of your words, as you agreed. You can take that back at any time.",
        ["follow.later"] = "You can say something else later. What you said before is kept.",
        ["held.complaints"] = "Complaints are kept apart from this, and nobody can tell from here whether there are any: follow one by its own reference and secret.",
        ["held.document"] = "Which document of yours is held is not shown here, since this screen may be in other hands: ask at the ministry, with the document.",
        ["held.others"] = "Other placements of yours are named only. Each is opened by a code of its own.",
        ["reminder.at-signing"] = "You were given a code to say whether what your agency told the ministry is true. You have said nothing yet about what you paid when you signed. You need not; if you want to, use the code.",
        ["reminder.after-arrival"] = "You were given a code to say whether what your agency told the ministry is true. You have said nothing yet since you arrived. You need not; if you want to, use the code or come back with your secret.",
        ["reminder.new"] = "If the code has expired or is lost, the ministry gives you another one.",
    });
}
