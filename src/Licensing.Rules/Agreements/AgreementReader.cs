using System.Collections.Immutable;
using System.Globalization;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Agreements;

/// <summary>Reads an agreement from its YAML tree. Strict, like the reader of rule packs: an unknown key or word is an error that
/// names its line and place, and all errors are reported together.</summary>
public sealed class AgreementReader
{
    private static readonly string[] Terms =
    [
        "bears", "ceiling", "refund", "wageFloor", "age", "channel", "occupations", "passport", "payDay", "account", "contract", "complaints", "review", "text",
    ];

    private readonly CodeLists _codes;
    private readonly List<string> _errors = [];
    private readonly PackReader _pack;

    private AgreementReader(CodeLists codes) => (_codes, _pack) = (codes, new(codes, _errors));

    /// <param name="lineOf">Gives the line of a place such as <c>agreement.clauses[0].bears</c>, or null; the tree itself has no lines.</param>
    /// <returns>The agreement, or null and every error found.</returns>
    public static (Agreement? Agreement, IReadOnlyList<string> Errors) Read(object? yaml, CodeLists codes, Func<string, int?>? lineOf = null)
    {
        var reader = new AgreementReader(codes);
        var agreement = reader.Agreement(new(yaml, "agreement", reader._errors));
        return (reader._errors.Count == 0 ? agreement : null, YamlLines.Located(reader._errors, lineOf));
    }

    private Agreement Agreement(YamlNode node)
    {
        var map = node.Map("agreement", "title", "origin", "destination", "signed", "inForce", "until", "renewal", "status", "supersededBy", "publicity",
            "source", "covers", "contested", "clauses");
        var agreement = new Agreement(map.Text("agreement"), map.Text("title"), _pack.Country(map.Get("origin")), _pack.Country(map.Get("destination")),
            map.Get("signed").Date(), map.Get("inForce").Is("not-known") ? null : map.Get("inForce").Date(), map.Find("until")?.Date(),
            map.Find("renewal") is { } renewal ? Renewal(renewal) : null, map.Word<AgreementStatus>("status"), map.Find("supersededBy")?.Text(),
            map.Word<Publicity>("publicity"), map.Get("source").Source(), []);
        if (agreement.InForce?.Latest < agreement.Signed.Earliest) map.Error("inForce", "lies before signed");
        if (agreement.Until?.Latest < agreement.Signed.Earliest) map.Error("until", "lies before signed");
        if ((agreement.Status == AgreementStatus.Superseded) != (agreement.SupersededBy is not null)) map.Error("supersededBy", "is needed with the status superseded, and only there");
        if (agreement.Origin == agreement.Destination) map.Error("destination", "is the origin; an agreement has two parties");
        ImmutableArray<Guard> covers = map.Find("covers") is { } c ? _pack.Guards(c) : [];
        var contested = map.Find("contested") is { } contest ? PackReader.Contested(contest) : null;
        var clauses = map.Get("clauses").List().Select(n => Clause(n, agreement, covers, contested)).ToImmutableArray();
        foreach (var twice in clauses.GroupBy(x => x.Id).Where(g => g.Count() > 1)) map.Error("clauses", $"name {twice.Key} twice");
        return agreement with { Clauses = clauses };
    }

    private static Renewal Renewal(YamlNode node)
    {
        var map = node.Map("automatic", "term");
        var automatic = map.Get("automatic");
        if (!automatic.Is("true") && !automatic.Is("false")) automatic.Error("must be true or false");
        return new(automatic.Is("true"), map.Find("term") is { } term ? Time(term) : null);
    }

    private Clause Clause(YamlNode node, Agreement agreement, ImmutableArray<Guard> covers, Contest? contested)
    {
        var map = node.Map(["clause", "title", "source", "from", "until", "enforcedFrom", "contested", "decidedBy", "scope", .. Terms]);
        var id = map.Text("clause");
        if (!id.StartsWith(agreement.Name + ".", StringComparison.Ordinal)) map.Error("clause", $"must start with \"{agreement.Name}.\"");
        // An agreement that is signed says what is agreed; it binds from the day on which it is in force.
        var from = map.Find("from") is { } own ? own.Date() : agreement.Signed;
        var days = new PartialRange(from, map.Find("until") is { } until ? until.Date() : agreement.Until);
        if (days.Until?.Latest < days.From.Earliest) map.Error("until", "lies before from; both days are inclusive");
        var enforced = map.Find("enforcedFrom")?.Date() ?? (agreement.InForce?.Earliest > from.Latest ? agreement.InForce : null);
        var contest = map.Find("contested") is { } c ? PackReader.Contested(c) : contested;
        var scope = map.Find("scope") is { } s ? _pack.Guards(s) : [];
        foreach (var twice in scope.Where(g => covers.Any(x => x.Fact == g.Fact))) map.Error("scope", $"{Words.Of(twice.Fact)} is said by the agreement already, under covers");
        ImmutableArray<Guard> all = [.. covers.Concat(scope).OrderBy(g => g.Fact)];
        string[] terms = [.. Terms.Where(t => map.Find(t) is not null)];
        if (terms is not [var term])
        {
            node.Error($"needs exactly one of {string.Join(", ", Terms)}");
            return new(id, "", agreement.Source, days, enforced, contest, all, new TextOnly(""), null);
        }
        var clause = new Clause(id, map.Text("title"), map.Find("source") is { } source ? source.Source() : agreement.Source, days, enforced, contest, all,
            Term(term, map.Get(term)), null);
        var (duty, costs) = clause.Term switch
        {
            BearsCosts { Who: not Role.Worker } bears => (new CapDuty(new NoneAllowed()), bears.Costs),
            Ceiling ceiling => (new CapDuty(new FixedAmount(ceiling.Amount)), ceiling.Costs),
            GivesBack back => ((Duty)back.Refund, back.Costs),
            _ => ((Duty?)null, null),
        };
        if (duty is null)
        {
            if (map.Find("decidedBy") is not null) map.Error("decidedBy", "belongs to a clause on costs");
            return clause;
        }
        return clause with
        {
            Rule = new Rule
            {
                Provision = id, Version = 1, Title = clause.Title, Law = LawSide.Agreement, Origin = agreement.Origin, Destination = agreement.Destination,
                Source = clause.Source, InForce = days, EnforcedFrom = enforced, Contested = contest,
                DecidedBy = map.Find("decidedBy") is null ? DecidingDate.Payment : map.Word<DecidingDate>("decidedBy"), Scope = all, Counts = costs!, Duty = duty,
            },
        };
    }

    private ClauseTerm Term(string term, YamlNode node)
    {
        switch (term)
        {
            case "bears":
                var bears = node.Map("who", "include", "exclude", "paidTo");
                return new BearsCosts(bears.Word<Role>("who"), _pack.Counts(bears));
            case "ceiling":
                var ceiling = node.Map("amount", "include", "exclude", "paidBy", "paidTo");
                return new Ceiling(ceiling.Get("amount").Amount(_codes), _pack.Counts(ceiling));
            case "refund":
                var refund = node.Map("trigger", "withinMonths", "share", "interest", "withinDays", "include", "exclude", "paidTo");
                return new GivesBack(PackReader.Refund(refund), _pack.Counts(refund));
            case "wageFloor":
                var wage = node.Map("amount", "wage");
                return new WageFloor(wage.Get("amount").Amount(_codes), wage.Word<WageKind>("wage"));
            case "age":
                var age = node.Map("atLeast", "below");
                if (age.Keys.Length == 0) node.Error("needs atLeast, below or both");
                if (age.Find("atLeast")?.Number() >= age.Find("below")?.Number()) node.Error("no age is at least the one and below the other");
                return new AgeRange(age.Find("atLeast")?.Number(), age.Find("below")?.Number());
            case "channel":
                var channel = node.Map("licensedAgencies", "through");
                if (channel.Keys.Length == 0) node.Error("needs licensedAgencies, through or both");
                if (channel.Find("licensedAgencies") is { } licensed && !licensed.Is("only")) licensed.Error("must be only, or left out");
                return new PermittedChannel(channel.Find("licensedAgencies") is not null, channel.Find("through")?.Text());
            case "occupations":
                var codes = node.TextList();
                foreach (var code in codes.Where(c => !_codes.Occupations.Contains(c))) node.Error($"\"{code}\" is not an ISCO-08 code");
                return new PermittedOccupations([.. codes]);
            case "passport": return Only(node, "with-worker", new PassportWithWorker());
            case "account": return Only(node, "in-workers-name", new AccountInWorkersName());
            case "payDay":
                var day = node.Number();
                if (day is < 1 or > 31) node.Error("must be a day of the month, 1 to 31");
                return new PayDay(day);
            case "contract":
                var months = node.Map("months").Number("months");
                if (months == 0) node.Error("must be 1 month or more");
                return new ContractLength(months);
            case "complaints": return new ComplaintDuty(node.Word<ComplaintDutyKind>());
            case "review":
                var review = node.Map("every", "by");
                return new JointReview(review.Find("every") is { } every ? Time(every) : null, review.Text("by"));
            default: return new TextOnly(node.Text());
        }
    }

    private static ClauseTerm Only(YamlNode node, string word, ClauseTerm term)
    {
        if (!node.Is(word)) node.Error(string.Create(CultureInfo.InvariantCulture, $"must be {word}"));
        return term;
    }

    private static Licences.Period Time(YamlNode node)
    {
        if (!Licences.Period.TryParse(node.Text(), out var period)) node.Error("must be a time like 30 days, 3 months or 5 years");
        return period;
    }
}
