using System.Collections.Immutable;
using Licensing.Api.Features.Disclosures;
using Licensing.Rules.Findings;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Demonstration;

/// <summary>An invented agency.</summary>
/// <param name="Key">Names it in the plan.</param>
public sealed record InventedAgency(string Key, string Name, string Country);

/// <summary>An invented placement, and what the law says of it: worked out by hand from the published figures, never by
/// asking the engine.</summary>
/// <param name="Breaches">The findings that it must lead to, one for each kind.</param>
/// <param name="Open">The judgements that must stay undetermined.</param>
/// <param name="NotEnforced">Provisions that it breaks before they are enforced: reported, and no finding.</param>
public sealed record PlannedPlacement(
    InventedAgency Agency, string Reference, string Scenario, WorkerDocument Document, ReportedWorker Worker, ReportedPlacement Reported,
    ImmutableArray<ExpectedBreach> Breaches, ImmutableArray<ExpectedOpen> Open, ImmutableArray<string> NotEnforced);

public sealed record ExpectedBreach(BreachKind Kind, string Provision, Money Excess);

/// <param name="Speaker">The provision; for the silence of a law <c>coverage/Origin</c> and so on.</param>
public sealed record ExpectedOpen(string Speaker, string Because);
