using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Licences;
using Licensing.Rules.Values;

namespace Licensing.Rules.Agreements;

public enum AgreementStatus
{
    /// <summary>Signed; from when it binds is not known, or lies ahead.</summary>
    Signed,

    /// <summary>It binds.</summary>
    InForce,

    /// <summary>It ran out.</summary>
    Expired,

    /// <summary>Another agreement took its place.</summary>
    Superseded,

    /// <summary>No source says.</summary>
    NotKnown,
}

/// <summary>Whether anybody can read it: its text, a summary by a party, or only what others report of it.</summary>
public enum Publicity
{
    /// <summary>Its text is published.</summary>
    Text,

    /// <summary>A party has published a summary.</summary>
    Summary,

    /// <summary>Known only from what others report of it.</summary>
    Unpublished,
}

/// <param name="Term">For how long each time; null: not known.</param>
public sealed record Renewal(bool Automatic, Licences.Period? Term);

/// <summary>A bilateral labour agreement as a document. Words: docs/rules/agreements.md.</summary>
/// <param name="Name">Unique; the name of the pack that it makes.</param>
/// <param name="InForce">From when it binds; null: not known.</param>
/// <param name="Until">Last day, inclusive; null: no end is known.</param>
/// <param name="SupersededBy">The name of the agreement that took its place.</param>
public sealed record Agreement(
    string Name, string Title, string Origin, string Destination, PartialDate Signed, PartialDate? InForce, PartialDate? Until, Renewal? Renewal,
    AgreementStatus Status, string? SupersededBy, Publicity Publicity, LegalSource Source, ImmutableArray<Clause> Clauses)
{
    /// <summary>The rules that its clauses make for the law engine; null where none makes any.</summary>
    public RulePack? ToPack()
    {
        ImmutableArray<Rule> rules = [.. Clauses.Select(c => c.Rule).OfType<Rule>()];
        return rules.IsEmpty ? null : new(Name, Title, LawSide.Agreement, Origin, Destination, rules);
    }
}

/// <summary>What becomes of a clause: a rule of the law engine, a check on a job order or placement, or only what it says.</summary>
public enum ClauseEffect
{
    /// <summary>It is a rule that judges placements.</summary>
    Rule,

    /// <summary>It is compared with job orders and contracts.</summary>
    Check,

    /// <summary>It is shown, and judges nothing.</summary>
    Shown,
}

/// <summary>One clause with a fixed meaning.</summary>
/// <param name="Id">Starts with the agreement's name; a clause that makes a rule is the provision of that name.</param>
/// <param name="Days">On which it holds, by the day of signing of a contract or a job order; of a rule by the rule's own date.</param>
/// <param name="EnforcedFrom">Before it a breach is reported and makes no finding.</param>
/// <param name="Scope">All must hold, those of the agreement included.</param>
/// <param name="Rule">Null: the clause makes none.</param>
public sealed record Clause(
    string Id, string Title, LegalSource Source, PartialRange Days, PartialDate? EnforcedFrom, Contest? Contested, ImmutableArray<Guard> Scope,
    ClauseTerm Term, Rule? Rule)
{
    public ClauseEffect Effect => Rule is not null ? ClauseEffect.Rule : Term is ICheckedTerm ? ClauseEffect.Check : ClauseEffect.Shown;
}

/// <summary>The meanings that a clause can have; the list is closed.</summary>
public abstract record ClauseTerm;

/// <summary>A term that a job order or placement keeps or breaks.</summary>
public interface ICheckedTerm;

/// <summary>Who pays these costs. Where it is not the worker, nothing of them may be charged to the worker.</summary>
public sealed record BearsCosts(Role Who, Counts Costs) : ClauseTerm;
/// <summary>The most that these payers may be charged for these costs in all.</summary>
public sealed record Ceiling(Money Amount, Counts Costs) : ClauseTerm;
/// <summary>What the worker paid before is given back by a day.</summary>
public sealed record GivesBack(RefundDuty Refund, Counts Costs) : ClauseTerm;
/// <summary>The least monthly wage.</summary>
public sealed record WageFloor(Money Amount, WageKind Wage) : ClauseTerm, ICheckedTerm;
/// <param name="AtLeast">Inclusive.</param>
/// <param name="Below">Exclusive.</param>
public sealed record AgeRange(int? AtLeast, int? Below) : ClauseTerm, ICheckedTerm;
/// <param name="Through">The one channel, by a short name; null: none is prescribed.</param>
public sealed record PermittedChannel(bool LicensedAgenciesOnly, string? Through) : ClauseTerm, ICheckedTerm;
/// <param name="Codes">ISCO-08 prefixes.</param>
public sealed record PermittedOccupations(ImmutableArray<string> Codes) : ClauseTerm, ICheckedTerm;
public sealed record PassportWithWorker : ClauseTerm, ICheckedTerm;
/// <param name="Day">Of the following month, at the latest.</param>
public sealed record PayDay(int Day) : ClauseTerm, ICheckedTerm;
public sealed record AccountInWorkersName : ClauseTerm, ICheckedTerm;
public sealed record ContractLength(int Months) : ClauseTerm, ICheckedTerm;

public enum ComplaintDutyKind { HelpAtAnyHour, CourtFreeOfCharge, ChangeOfEmployer, ExitVisa, Conciliation }
/// <summary>What the parties owe a worker who complains; no job order or disclosure shows whether it is kept.</summary>
public sealed record ComplaintDuty(ComplaintDutyKind Kind) : ClauseTerm;
/// <param name="Every">Null: no interval is known.</param>
public sealed record JointReview(Licences.Period? Every, string By) : ClauseTerm
{
    /// <summary>The first review on or after a day, where reviews follow each other from the day on which the agreement began;
    /// null where the interval or that day is not known.</summary>
    public DateOnly? Next(PartialDate began, DateOnly onOrAfter)
    {
        if (Every is not { } every || began.Earliest != began.Latest || every.Unit == PeriodUnit.WorkingDays) return null;
        if (every.Unit == PeriodUnit.Days)
        {
            var days = Math.Max(1, (onOrAfter.DayNumber - began.Earliest.DayNumber + every.Number - 1) / every.Number);
            return began.Earliest.DayNumber + (long)days * every.Number > DateOnly.MaxValue.DayNumber ? null : began.Earliest.AddDays(days * every.Number);
        }
        var months = every.Number * (every.Unit == PeriodUnit.Years ? 12 : 1);
        for (var n = 1L; ; n++)
        {
            var day = ServiceYears.AddMonths(began.Earliest, n * months);
            if (day >= onOrAfter || day == DateOnly.MaxValue) return day == DateOnly.MaxValue ? null : day;
        }
    }
}

/// <summary>What cannot be encoded, kept as text and shown as such.</summary>
public sealed record TextOnly(string Text) : ClauseTerm;
