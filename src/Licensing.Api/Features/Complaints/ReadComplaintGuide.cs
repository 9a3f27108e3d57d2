using FastEndpoints;
using Licensing.Api.Security;
using Licensing.Rules.FeeQuotes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Licensing.Api.Features.Complaints;

/// <param name="Language">Of the sentences.</param>
/// <param name="Sentences">How it is done, and who learns what.</param>
/// <param name="Law">What happens and when, as far as the law of the country is known here; what is not known is said too.</param>
/// <param name="Types">What one can complain about.</param>
/// <param name="Required">The only things that have to be said.</param>
public sealed record ComplaintGuideView(string Language, IReadOnlyList<string> Sentences, IReadOnlyList<string> Law, IReadOnlyList<ComplaintType> Types, IReadOnlyList<string> Required);

/// <summary>Says, before anything is sent, what a complaint costs, what has to be said, who learns it, what happens then and when. No sign-in. In the
/// language of Accept-Language where there is one, else English.</summary>
public sealed class ReadComplaintGuide(ComplaintClock times, Ministry ministry, TimeProvider clock) : EndpointWithoutRequest<Ok<ComplaintGuideView>>
{
    private static readonly string[] Says = ["guide.free", "guide.who", "guide.little", "guide.secret", "guide.agency", "guide.hearing", "guide.retaliation", "guide.urgent"];

    public override void Configure()
    {
        Get("complaints/guide");
        Permissions(Permission.FileComplaints);
    }

    public override async Task<Ok<ComplaintGuideView>> ExecuteAsync(CancellationToken ct)
    {
        var say = ProcedureBook.Catalogue(HttpContext.Request.Headers.AcceptLanguage);
        List<string> sentences = [.. Says.Select(key => say.Say(Message.Of(key)))];
        if (ministry.ComplaintsAt is { Length: > 0 } at)
            sentences.Add(say.Say(Message.Of("guide.at", ("at", at))));
        return TypedResults.Ok(new ComplaintGuideView(
            say.Language, sentences, [.. ComplaintSentences.Law(await times.TimesAsync(ct), ministry.Today(clock), say)], Enum.GetValues<ComplaintType>(), ["by", "type", "against", "words", "language"]));
    }
}
