using System.Collections.Immutable;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;

namespace Licensing.Rules.Applications;

/// <summary>Something that is wanted and is not there.</summary>
/// <param name="Code">Stable, for example <c>document.missing</c>.</param>
/// <param name="At">What it is about: <c>document:CODE</c>, <c>declaration:CODE</c>, or a JSON pointer into the application.</param>
/// <param name="Wanted">In a sentence, without names.</param>
/// <param name="Source">The text that asks it; null where the ministry set it, or where no law but the application itself asks it.</param>
public sealed record Gap(string Code, string At, string Wanted, LegalSource? Source);

/// <summary>What the rules cannot tell, for an officer to judge.</summary>
public sealed record OpenQuestion(RegimeQuestion Question, string Detail);

/// <summary>Whether an application holds what the regime of a day asks.</summary>
/// <param name="NotSet">Answers that the regime does not give: nobody can say what they would ask, and nothing is taken for a default.</param>
/// <param name="Open">Left to an officer; it holds nothing up.</param>
public sealed record Completeness(ImmutableArray<Gap> Gaps, ImmutableArray<RegimeAnswer> NotSet, ImmutableArray<OpenQuestion> Open)
{
    public const string Nationals = "nationals";

    /// <summary>Nothing is missing, and nothing is unknown: silence of the law is not completeness.</summary>
    public bool IsComplete => Gaps.IsEmpty && NotSet.IsEmpty;

    /// <param name="questions">Those that the kind of application asks.</param>
    /// <param name="answer">The regime's answers on the day.</param>
    /// <param name="home">Country of the regime, ISO 3166-1 alpha-2: its nationals are meant.</param>
    /// <param name="day">On which it is asked; a document that ended the day before is no longer good.</param>
    public static Completeness Of(
        ApplicationFacts facts, IEnumerable<RegimeQuestion> questions, Func<RegimeQuestion, RegimeAnswer> answer, string home, DateOnly day, CodeLists codes)
    {
        var asked = questions.Select(answer).ToList();
        var (gaps, open) = (new List<Gap>(), new List<OpenQuestion>());
        gaps.AddRange(Owners(facts.Owners, "/applicant/owners"));
        foreach (var known in asked.Where(a => a.State == AnswerState.Known))
        {
            var source = known.Sources.IsDefaultOrEmpty ? null : known.Sources[0].Source;
            switch (known.Question, known.Value)
            {
                case (RegimeQuestion.Classes, LicenceClasses classes): gaps.AddRange(Class(classes, facts.Class, source)); break;
                case (RegimeQuestion.Classes, NoneRequired) when facts.Class is not null:
                    gaps.Add(new("class.unexpected", "/class", "The regime has no classes of licence; leave the class out.", source)); break;
                case (RegimeQuestion.Capital, LeastAmount least): Capital(least, facts, source, codes, gaps, open); break;
                case (RegimeQuestion.Ownership, OwnershipShare share): Ownership(share, facts.Owners, home, source, gaps, open); break;
                case (RegimeQuestion.Documents, Checklist wanted): gaps.AddRange(wanted.Items.Select(i => Document(i, facts.Documents, day, source)).OfType<Gap>()); break;
                case (RegimeQuestion.FitAndProper, Checklist questionsAsked):
                    gaps.AddRange(questionsAsked.Items.Where(i => !facts.Answered.Contains(i.Code)).Select(i => new Gap("declaration.missing", $"declaration:{i.Code}", $"Answer the question: {i.Title}.", source))); break;
            }
        }
        return new([.. gaps], [.. asked.Where(a => a.State != AnswerState.Known)], [.. open]);
    }

    // No law has to ask it: who owns the applicant is not known while shares are missing or end in a company.
    private static IEnumerable<Gap> Owners(ImmutableArray<OwnerFact> owners, string at)
    {
        if (owners.IsEmpty)
        {
            yield return new("owners.missing", at, "Name the owners, up to natural persons.", null);
            yield break;
        }
        var sum = owners.Aggregate(Rational.Zero, (total, o) => total + o.SharePercent);
        if (sum != 100) yield return new("owners.shares-do-not-add-up", at, $"The shares must add up to 100 percent exactly; they add up to {sum.ToText(12)}.", null);
        foreach (var owner in owners)
            if (!owner.IsNatural)
                foreach (var gap in Owners(owner.Owners, $"{owner.At}/company/owners")) yield return gap;
            else if (!owner.HasDocument)
                yield return new("owner.document-missing", $"{owner.At}/person/document", "Name an identity document of the owner.", null);
    }

    private static IEnumerable<Gap> Class(LicenceClasses classes, string? asked, LegalSource? source)
    {
        var codes = string.Join(", ", classes.Classes.Select(c => c.Code));
        if (asked is null) yield return new("class.missing", "/class", $"Say which class of licence is asked for: {codes}.", source);
        else if (classes.Classes.All(c => c.Code != asked)) yield return new("class.unknown", "/class", $"The classes of licence are {codes}.", source);
    }

    private static void Capital(LeastAmount least, ApplicationFacts facts, LegalSource? source, CodeLists codes, List<Gap> gaps, List<OpenQuestion> open)
    {
        const string at = "/applicant/capital";
        if (least.For(facts.Class) is not { } wanted)
        {
            if (facts.Class is not null) open.Add(new(RegimeQuestion.Capital, $"The regime names no capital for the class {facts.Class}."));
            return;    // without a class its own gap is told
        }
        if (facts.Capital is not { } capital) gaps.Add(new("capital.missing", at, $"State the paid-up capital; at least {wanted.ToText(codes)} is wanted.", source));
        else if (capital.Currency != wanted.Currency) gaps.Add(new("capital.other-currency", at, $"State the capital in {wanted.Currency}; at least {wanted.ToText(codes)} is wanted.", source));
        else if (capital.AmountMinor < wanted.AmountMinor) gaps.Add(new("capital.too-small", at, $"At least {wanted.ToText(codes)} is wanted; {capital.ToText(codes)} is stated.", source));
    }

    private static void Ownership(OwnershipShare share, ImmutableArray<OwnerFact> owners, string home, LegalSource? source, List<Gap> gaps, List<OpenQuestion> open)
    {
        if (share.HeldBy != Nationals)
        {
            open.Add(new(RegimeQuestion.Ownership, $"At least {share.Percent.ToText()} percent must be held by {share.HeldBy}; whether they are is for an officer to say."));
            return;
        }
        var people = Natural(owners, 1).ToList();
        var unsaid = people.Where(p => p.Owner.Nationality is null).ToList();
        gaps.AddRange(unsaid.Select(p => new Gap("owner.nationality-missing", $"{p.Owner.At}/person/nationality", $"State the nationality: {share.Percent.ToText()} percent must be held by nationals of {home}.", source)));
        var held = people.Where(p => p.Owner.Nationality == home).Aggregate(Rational.Zero, (sum, p) => sum + p.Percent);
        if (unsaid.Count == 0 && people.Count > 0 && held < share.Percent)
            gaps.Add(new("ownership.too-small", "/applicant/owners", $"At least {share.Percent.ToText()} percent must be held by nationals of {home}; {held.ToText()} percent is.", source));
    }

    /// <summary>The natural persons with their part of the applicant: a share of a share is the product of both.</summary>
    private static IEnumerable<(OwnerFact Owner, Rational Percent)> Natural(ImmutableArray<OwnerFact> owners, Rational of) => owners.SelectMany(owner =>
        owner.IsNatural ? [(owner, of * owner.SharePercent)] : Natural(owner.Owners, of * owner.SharePercent / 100));

    private static Gap? Document(ChecklistItem item, ImmutableArray<DocumentFact> documents, DateOnly day, LegalSource? source)
    {
        var (at, there) = ($"document:{item.Code}", documents.Where(d => d.Type == item.Code).ToList());
        if (there.Count == 0) return new("document.missing", at, $"Attach: {item.Title}.", source);
        var good = there.Where(d => d.ExpiresOn is not { } last || day <= last).ToList();
        if (good.Count == 0) return new("document.expired", at, $"It is no longer good on {day:yyyy-MM-dd}. Attach: {item.Title}.", source);
        if (good.Any(d => d.Standing == DocumentStanding.Sound)) return null;
        return good.Any(d => d.Standing == DocumentStanding.Waiting)
            ? new("document.not-checked", at, $"Its content is not checked yet; ask again in a minute: {item.Title}.", source)
            : new("document.rejected", at, $"Its content is not what it says it is. Attach it again: {item.Title}.", source);
    }
}
