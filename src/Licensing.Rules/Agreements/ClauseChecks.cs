using System.Collections.Immutable;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Values;

namespace Licensing.Rules.Agreements;

/// <summary>What a job order offers, or a contract says. Null is "not reported", never "no".</summary>
/// <param name="Placement">Countries, occupation, employer, wage and contract; of a job order only what it states.</param>
public sealed record OfferedTerms(PlacementFacts Placement)
{
    /// <summary>The ages that are asked for, both inclusive; of one worker both are the age at signing.</summary>
    public int? YoungestAge { get; init; } = Placement.Age;
    public int? OldestAge { get; init; } = Placement.Age;
    /// <summary>Day of the following month on which wages are paid at the latest.</summary>
    public int? PayDay { get; init; }
    public bool? AccountInWorkersName { get; init; }
    public bool? PassportWithWorker { get; init; }
    /// <summary>Both the agency and its partner hold a licence, or are registered, where they are.</summary>
    public bool? AgencyLicensed { get; init; }
    public bool? PartnerAgencyLicensed { get; init; }
    /// <summary>The channel through which the worker is recruited, by its short name.</summary>
    public string? Through { get; init; }
}

public enum ClauseWord
{
    /// <summary>The contract keeps the clause.</summary>
    Kept,

    /// <summary>The contract breaks the clause.</summary>
    Broken,

    /// <summary>What is known does not decide it.</summary>
    Undetermined,
}

/// <param name="Because">Why undetermined, a code of docs/rules/judgements.md with the missing fact behind a colon; null otherwise.</param>
/// <param name="Enforcement">Whether a breach makes a finding.</param>
public sealed record ClauseVerdict(Clause Clause, ClauseWord Word, string? Because, Enforcement Enforcement);

/// <summary>Compares a job order or a contract with those clauses of an agreement that can be checked.</summary>
public static class ClauseChecks
{
    /// <returns>One verdict for each clause that speaks of this corridor, worker and day of signing, in the order of the agreement.
    /// A day of signing that is not reported leaves a clause undetermined.</returns>
    public static ImmutableArray<ClauseVerdict> Of(Agreement agreement, OfferedTerms terms, LawContext context)
    {
        if (agreement.Origin != terms.Placement.Origin || agreement.Destination != terms.Placement.Destination) return [];
        return [.. agreement.Clauses.Where(c => c.Effect == ClauseEffect.Check).Select(c => Check(c, terms, context)).OfType<ClauseVerdict>()];
    }

    private static ClauseVerdict? Check(Clause clause, OfferedTerms terms, LawContext context)
    {
        var facts = terms.Placement;
        var guards = new Guards(facts, Holds.Perhaps, LawSide.Agreement);
        var applies = guards.All(clause.Scope);
        var inForce = facts.SignedOn is { } signed ? clause.Days.Contains(signed) : Holds.Perhaps;
        if (applies == Holds.No || inForce == Holds.No) return null;
        if (applies == Holds.Perhaps) return Open(CapAmount.MissingFact(guards.Missing(clause.Scope).First()));
        if (facts.SignedOn is not { } day) return Open(CapAmount.MissingFact("signedOn"));
        if (inForce == Holds.Perhaps) return Open("date-in-doubt");
        if (day >= clause.Contested?.From.Earliest) return Open("contested");
        var (holds, because) = Keeps(clause.Term, terms, day, context);
        return holds switch
        {
            Holds.Perhaps => Open(because!),
            _ => new(clause, holds == Holds.Yes ? ClauseWord.Kept : ClauseWord.Broken, null, EnforcementOn(clause, day)),
        };

        ClauseVerdict Open(string why) => new(clause, ClauseWord.Undetermined, why, EnforcementOn(clause, facts.SignedOn));
    }

    private static (Holds Keeps, string? Because) Keeps(ClauseTerm term, OfferedTerms terms, DateOnly day, LawContext context) => term switch
    {
        WageFloor floor => Wage(floor, terms.Placement, day, context),
        AgeRange age => Age(age, terms),
        PermittedChannel channel => Channel(channel, terms),
        PermittedOccupations jobs => Occupation(jobs, terms.Placement.Occupation),
        PassportWithWorker => Said(terms.PassportWithWorker, "passportWithWorker"),
        AccountInWorkersName => Said(terms.AccountInWorkersName, "accountInWorkersName"),
        PayDay pay => terms.PayDay is { } on ? (on <= pay.Day ? Holds.Yes : Holds.No, null) : Missing("payDay"),
        ContractLength length => terms.Placement.ContractMonths is { } months ? (months == length.Months ? Holds.Yes : Holds.No, null) : Missing("contractMonths"),
        _ => Missing("term"),
    };

    // The basic wage is a part of the wage under the contract, so one may settle what the other is asked for.
    private static (Holds, string?) Wage(WageFloor floor, PlacementFacts facts, DateOnly day, LawContext context)
    {
        var (basic, contract) = (CapCalculator.Reported(facts.BasicWage), CapCalculator.Reported(facts.ContractWage));
        var conversion = new Conversion(context.Codes, context.Rates);
        var (own, other, name) = floor.Wage == WageKind.Basic ? (basic, contract, "basicWage") : (contract, basic, "contractWage");
        if (own is { } wage)
        {
            var (minor, doubt) = Convert(wage);
            return minor.Low >= floor.Amount.AmountMinor && minor.High is not null ? (Holds.Yes, null)
                : minor.High < floor.Amount.AmountMinor ? (Holds.No, null) : (Holds.Perhaps, doubt ?? "rate-missing");
        }
        if (other is { } bound)
        {
            var (minor, _) = Convert(bound);
            if (floor.Wage == WageKind.Contract && minor.High is not null && minor.Low >= floor.Amount.AmountMinor) return (Holds.Yes, null);
            if (floor.Wage == WageKind.Basic && minor.High < floor.Amount.AmountMinor) return (Holds.No, null);
        }
        return Missing(name);

        (Interval Minor, string? Doubt) Convert(Money money) =>
            conversion.Convert(Interval.Exactly(money.AmountMinor), money.Currency, floor.Amount.Currency, day, context.Settings.RateBandPercent);
    }

    private static (Holds, string?) Age(AgeRange range, OfferedTerms terms)
    {
        if (terms.YoungestAge < range.AtLeast || terms.OldestAge >= range.Below || terms.OldestAge < range.AtLeast || terms.YoungestAge >= range.Below) return (Holds.No, null);
        if (range.AtLeast is not null && terms.YoungestAge is null) return Missing("age");
        return range.Below is not null && terms.OldestAge is null ? Missing("age") : (Holds.Yes, null);
    }

    private static (Holds, string?) Channel(PermittedChannel channel, OfferedTerms terms)
    {
        if (channel.LicensedAgenciesOnly && (terms.AgencyLicensed == false || terms.PartnerAgencyLicensed == false)) return (Holds.No, null);
        if (channel.Through is { } one && terms.Through is { } taken && taken != one) return (Holds.No, null);
        if (channel.LicensedAgenciesOnly && terms.AgencyLicensed is null) return Missing("agencyLicensed");
        if (channel.LicensedAgenciesOnly && terms.PartnerAgencyLicensed is null) return Missing("partnerAgencyLicensed");
        return channel.Through is not null && terms.Through is null ? Missing("through") : (Holds.Yes, null);
    }

    private static (Holds, string?) Occupation(PermittedOccupations permitted, string? occupation)
    {
        if (occupation is null) return Missing("occupation");
        if (permitted.Codes.Any(c => occupation.StartsWith(c, StringComparison.Ordinal))) return (Holds.Yes, null);
        return permitted.Codes.Any(c => c.StartsWith(occupation, StringComparison.Ordinal)) ? Missing("occupation") : (Holds.No, null);
    }

    private static (Holds, string?) Said(bool? fact, string name) => fact is { } said ? (said ? Holds.Yes : Holds.No, null) : Missing(name);
    private static (Holds, string?) Missing(string fact) => (Holds.Perhaps, CapAmount.MissingFact(fact));

    private static Enforcement EnforcementOn(Clause clause, DateOnly? day) => clause.EnforcedFrom is not { } from ? Enforcement.Enforced
        : day is not { } on ? Enforcement.InDoubt : on < from.Earliest ? Enforcement.NotYetEnforced : on < from.Latest ? Enforcement.InDoubt : Enforcement.Enforced;
}
