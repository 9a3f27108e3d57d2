using Licensing.Api.Features.Disclosures;
using Licensing.Rules.Findings;

namespace Licensing.Api.Features.Findings;

/// <summary>What judging did to a case.</summary>
public enum CaseChange { Opened, Updated, Withdrawn, Reopened }

/// <summary>What the law says of one version of a disclosure, of one kind of breach.</summary>
/// <param name="Breach">Null: nothing is broken.</param>
/// <param name="Grounds">Null without a breach.</param>
public sealed record CaseEvidence(DisclosureVersion Version, Breach? Breach, FindingGrounds? Grounds);
