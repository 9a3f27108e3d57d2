using Licensing.Rules.FeeCaps;
using Licensing.Rules.Licences;

namespace Licensing.Rules.Agreements;

/// <summary>Where an agreement stands on a day, by its dates; computed, and independent of what the document says of its status today.</summary>
public enum AgreementState
{
    /// <summary>The day lies before the signing.</summary>
    NotSigned,

    /// <summary>Agreed, and it does not bind yet as far as is known.</summary>
    Signed,

    /// <summary>It binds both countries on that day.</summary>
    InForce,

    /// <summary>The day lies inside the doubt about when it began or ended.</summary>
    Doubtful,

    /// <summary>It binds no more: it expired, or another took its place.</summary>
    Ended,

    /// <summary>It was signed; nothing was read of whether it binds on that day.</summary>
    NotKnown,
}

public static class AgreementDates
{
    /// <summary>Where the agreement stands on a day. A term that is renewed by itself goes on; of one that is not, nothing is known after it.</summary>
    public static AgreementState StateOn(this Agreement agreement, DateOnly day)
    {
        if (day < agreement.Signed.Earliest) return AgreementState.NotSigned;
        if (day < agreement.Signed.Latest) return AgreementState.Doubtful;
        if (agreement.InForce is not { } began) return agreement.Status == AgreementStatus.Signed ? AgreementState.Signed : AgreementState.NotKnown;
        if (day < began.Earliest) return AgreementState.Signed;
        if (day > agreement.Until?.Latest) return agreement.Renewal is { Automatic: true } ? AgreementState.Doubtful : AgreementState.Ended;
        if (day < began.Latest || day > agreement.Until?.Earliest) return AgreementState.Doubtful;
        if (agreement.Until is not null) return AgreementState.InForce;
        if (agreement.Renewal is { Automatic: false, Term: { } term } && EndOf(began.Latest, term) is { } end)
            return day <= end ? AgreementState.InForce : AgreementState.NotKnown;
        // It ended, and no day of it is known.
        return agreement.Status switch
        {
            AgreementStatus.InForce => AgreementState.InForce,
            AgreementStatus.Signed => AgreementState.Signed,
            AgreementStatus.NotKnown => AgreementState.NotKnown,
            _ => AgreementState.Doubtful,
        };
    }

    // Last day, inclusive.
    private static DateOnly? EndOf(DateOnly first, Licences.Period term) => term.Unit switch
    {
        PeriodUnit.Years => ServiceYears.AddMonths(first, term.Number * 12).AddDays(-1),
        PeriodUnit.Months => ServiceYears.AddMonths(first, term.Number).AddDays(-1),
        PeriodUnit.Days => first.AddDays(term.Number - 1),
        _ => null,
    };
}
