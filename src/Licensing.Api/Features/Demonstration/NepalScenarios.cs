using Licensing.Api.Features.Disclosures;
using Licensing.Rules.FeeCaps;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;
using static Licensing.Api.Features.Demonstration.Draft;
using static Licensing.Rules.FeeCaps.LawSide;

namespace Licensing.Api.Features.Demonstration;

/// <summary>Nepal: NPR 10,000 for the Gulf and Malaysia since July 2015, after notice of the visa, by bank, against a receipt;
/// visa and ticket are the employer's. Agreements with Malaysia and the Emirates leave the worker no fee at all. In the
/// Emirates only what their agency or the employer takes is judged: the pack on what others take stays a draft.
/// Readings: docs/rules/fee-caps/np.md, ae.md, qa.md.</summary>
public static class NepalScenarios
{
    private const int Cap = 10_000;
    private const string Fee = "recruitment-fee.service";

    // The rules on time, channel and receipt are certain only for payments after July 2025, the welfare fund's amounts after
    // October 2024: what an earlier payment keeps is within all the same, so lawful placements may lie earlier.
    private static readonly DateOnly WelfareFundKnown = new(2024, 11, 1);

    public static Scenario LawfulGulf(string to) => d =>
    {
        Begin(d, to);
        // One in six takes exactly the cap.
        d.Pays(Fee, Npr(d.Random.OneOf(Cap, Cap - 500, 9_000, 8_000, 7_500, 5_000)), d.After(23));
        d.Pays("medical.examination.home", Npr(d.Random.Between(55, 75) * 100), d.After(8), Party.Clinic);
        WelfareFund(d);
        d.Silent(Destination, Agreement);
    };

    public static void LawfulMalaysia(Draft d)
    {
        Begin(d, "MY");
        d.Pays("insurance.life", Npr(4_000), d.After(24), Party.Other);
        WelfareFund(d);
        d.Silent(Destination, Agreement);
    }

    public static void LawfulEmirates(Draft d)
    {
        Begin(d, "AE");
        d.Pays("administrative.passport.first", Npr(5_000), d.After(2), Party.State);
        WelfareFund(d);
        d.Silent(Origin, Destination, Agreement);
    }

    public static Scenario OverCap(string to) => d =>
    {
        Begin(d, to);
        var tooMuch = d.Growing(20_000, 5_000);
        d.Pays(Fee, Npr(Cap + tooMuch), d.After(23));
        d.Placement = d.Placement with { Loans = [new(Npr(Cap + tooMuch), "36", "Sample lender", true)] };
        d.Breaks(BreachKind.WorkerCharged, "np.service-fee", Npr(tooMuch));
        d.Silent(Destination, Agreement);
    };

    public static Scenario BeforeVisaNotice(string to) => d =>
    {
        Begin(d, to);
        d.Pays(Fee, Npr(Cap), d.After(12));
        d.Breaks(BreachKind.TakenTooEarly, "np.visa-notice", Npr(Cap));
        d.Silent(Destination, Agreement);
    };

    public static Scenario Cash(string to) => d =>
    {
        Begin(d, to);
        d.Pays(Fee, Npr(9_000), d.After(23), by: Channel.Cash);
        d.Breaks(BreachKind.WrongChannel, "np.channel", Npr(9_000));
        d.Silent(Destination, Agreement);
    };

    public static Scenario WithoutReceipt(string to) => d =>
    {
        Begin(d, to);
        d.Pays(Fee, Npr(8_000), d.After(23), receipt: false);
        d.Breaks(BreachKind.NoReceipt, "np.receipt", Npr(8_000));
        d.Silent(Destination, Agreement);
    };

    /// <summary>The agency keeps to the cap, its sub-agent takes the rest by hand. One ceiling for both, so all of his is too much.</summary>
    public static Scenario ThroughSubAgent(string to) => d =>
    {
        Begin(d, to);
        var his = Npr(d.Growing(90_000, 15_000));
        d.Pays(Fee, Npr(Cap), d.After(23));
        d.Pays(Fee, his, d.After(25), Party.SubAgent, Channel.Cash, receipt: false);
        d.Placement = d.Placement with { Intermediaries = [new(IntermediaryKind.SubAgent, "Invented sub-agent")] };
        d.Breaks(BreachKind.WorkerCharged, "np.service-fee", his);
        d.Breaks(BreachKind.WrongChannel, "np.channel", his);
        d.Breaks(BreachKind.NoReceipt, "np.receipt", his);
        d.Silent(Destination, Agreement);
    };

    public static Scenario TicketCharged(string to) => d =>
    {
        Begin(d, to);
        var ticket = Npr(d.Growing(35_000, 2_000));
        d.Pays(Fee, Npr(Cap), d.After(23));
        d.Pays("travel.international.departure-ticket", ticket, d.After(30));
        d.Breaks(BreachKind.WorkerCharged, "np.visa-and-ticket", ticket);
        d.Silent(Destination, Agreement);
    };

    /// <summary>Where the employer pays the agency, the worker pays it nothing.</summary>
    public static Scenario EmployerPaidToo(string to) => d =>
    {
        Begin(d, to);
        d.Pays(Fee, Npr(8_000), d.After(23));
        d.Pays(Fee, Npr(60_000), d.After(10), from: Party.Employer);
        d.Breaks(BreachKind.WorkerCharged, "np.service-fee", Npr(8_000));
        d.Silent(Destination, Agreement);
    };

    /// <summary>Above the cap, but called training: the cap does not count it and no other rule speaks of it. Nobody may call
    /// that lawful; it stays open.</summary>
    public static Scenario CalledTraining(string to) => d =>
    {
        Begin(d, to);
        d.Pays(Fee, Npr(Cap), d.After(23));
        d.Pays("training.pre-departure", Npr(60_000), d.After(24));
        d.Silent(Origin, Destination, Agreement);
    };

    public static Scenario Bribe(string to) => d =>
    {
        Begin(d, to);
        var bribe = Npr(d.Growing(15_000, 5_000));
        d.Pays(Fee, Npr(Cap), d.After(23));
        d.Pays("illegitimate.bribe", bribe, d.After(26), Party.Other, Channel.Cash, receipt: false);
        d.Breaks(BreachKind.IllegitimateCost, "ilo.illegitimate-costs", bribe);
        d.Silent(Destination, Agreement);
    };

    /// <summary>Not sent, and of 10,000 only 4,000 came back within the 30 days and after.</summary>
    public static Scenario NotSentNotRefunded(string to) => d =>
    {
        Begin(d, to);
        d.Pays(Fee, Npr(Cap), d.After(23));
        d.GetsBack(Npr(4_000), d.After(60));
        d.Placement = d.Placement with { DeploymentFailedOn = d.After(45), DepartedOn = null, EnteredOn = null, EndCause = EndCause.NoFault };
        d.Breaks(BreachKind.RefundDue, "np.refund-not-sent", Npr(6_000));
        d.Silent(Destination, Agreement);
    };

    public static Scenario WithoutDate(string to) => d =>
    {
        Begin(d, to);
        d.Pays(Fee, Npr(15_000), on: null);
        d.StaysOpen("item-date-missing", "np.service-fee", "np.visa-notice");
        d.Silent(Destination, Agreement);
    };

    public static Scenario VisaNoticeNotReported(string to) => d =>
    {
        Begin(d, to);
        d.Placement = d.Placement with { VisaNoticeOn = null };
        d.Pays(Fee, Npr(Cap), d.After(23));
        d.StaysOpen("missing-fact", "np.visa-notice");
        d.Silent(Destination, Agreement);
    };

    public static Scenario ChannelNotReported(string to) => d =>
    {
        Begin(d, to);
        d.Pays(Fee, Npr(Cap), d.After(23), by: null);
        d.StaysOpen("missing-fact", "np.channel");
        d.Silent(Destination, Agreement);
    };

    /// <summary>Paid in July 2015. The day on which the earlier amount ended and the new one began is not known.</summary>
    public static Scenario InTheMonthOfTheChange(string to) => d =>
    {
        Begin(d, to);
        d.Pays(Fee, Npr(25_000), new DateOnly(2015, 7, 6 + d.Nth));
        d.StaysOpen("date-in-doubt", "np.service-fee", "np.service-fee");     // both versions
        d.Silent(Destination, Agreement);
    };

    /// <summary>Cash, before the day from which the rule on the channel is certain.</summary>
    public static Scenario CashEarlier(string to) => d =>
    {
        Begin(d, to);
        d.Pays(Fee, Npr(9_000), d.After(23), by: Channel.Cash);
        d.StaysOpen("date-in-doubt", "np.channel");
        d.Silent(Destination, Agreement);
    };

    /// <summary>Nepal's own law would allow 10,000 of it; the memorandum with Malaysia allows nothing, and the strictest decides.</summary>
    public static void MalaysiaFee(Draft d)
    {
        Begin(d, "MY");
        var fee = Npr(d.Growing(60_000, 10_000));
        d.Pays(Fee, fee, d.After(23));
        d.Breaks(BreachKind.WorkerCharged, "np-my-2018.employer-pays", fee);
        d.Silent(Destination);
    }

    /// <summary>The levy on foreign workers is the employer's by the memorandum; Nepal's own law does not speak of it.</summary>
    public static void MalaysiaLevy(Draft d)
    {
        Begin(d, "MY");
        d.Pays("administrative.work-permit", Npr(9_000), d.After(22));
        d.Breaks(BreachKind.WorkerCharged, "np-my-2018.employer-pays", Npr(9_000));
        d.Silent(Origin, Destination);
    }

    /// <summary>Two laws see it: Nepal's cap and the memorandum. The excess is taken once.</summary>
    public static void EmiratesFee(Draft d)
    {
        Begin(d, "AE");
        var fee = Npr(d.Growing(40_000, 10_000));
        d.Pays(Fee, fee, d.After(23));
        d.Breaks(BreachKind.WorkerCharged, "np-ae-2019.employer-pays", fee);
        d.Silent(Destination);
    }

    /// <summary>Called training and taken by the agency in the Emirates: their law reaches it under any name.</summary>
    public static void EmiratesTraining(Draft d)
    {
        Begin(d, "AE");
        d.Pays("training.post-arrival", Of(d.Growing(2_000, 250), "AED"), d.After(50), Party.PartnerAgency);
        d.Breaks(BreachKind.WorkerCharged, "ae.collected-by-employer", Of(d.Growing(2_000, 250), "AED"));
        d.Silent(Origin, Agreement);
    }

    public static void QatarPartner(Draft d)
    {
        Begin(d, "QA");
        d.Pays("administrative.residence-permit", Of(d.Growing(1_000, 100), "QAR"), d.After(50), Party.PartnerAgency, Channel.Cash);
        d.Breaks(BreachKind.WorkerCharged, "qa.licensee", Of(d.Growing(1_000, 100), "QAR"));
        d.Silent(Origin, Agreement);
    }

    private static void Begin(Draft d, string to) => d.Corridor(
        "NP", to, d.Random.OneOf("9313", "9329", "7212", "9321"), 24, Of(d.Random.Between(12, 18) * 100, to switch { "MY" => "MYR", "QA" => "QAR", "AE" => "AED", _ => "SAR" }));

    private static void WelfareFund(Draft d)
    {
        if (d.After(25) >= WelfareFundKnown)
            d.Pays("insurance.welfare-fund.overseas-employment-fund", Npr(1_500), d.After(25), Party.State);
    }

    private static Money Npr(long units) => Of(units, "NPR");
}
