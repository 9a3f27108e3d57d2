using static Licensing.Api.Security.CallerRole;

namespace Licensing.Api.Security;

/// <summary>What can be permitted, and which role holds it: the one table.</summary>
public static class Permission
{
    public const string RegisterAgencies = "agencies:register";
    public const string ReadAgencies = "agencies:read";
    public const string RecordAgencyFacts = "agencies:record-facts";
    public const string FileDisclosures = "disclosures:file";
    public const string ReadDisclosures = "disclosures:read";
    public const string ReadFindings = "findings:read";
    public const string ReadJudgements = "judgements:read";
    public const string ReadFlags = "flags:read";
    public const string SetFlagThresholds = "flags:set-thresholds";
    public const string ReadLaw = "law:read";
    public const string ProposeLaw = "law:propose";
    public const string ApproveLaw = "law:approve";
    public const string ProveAudit = "audit:prove";
    public const string ReadAudit = "audit:read";
    public const string ExportAudit = "audit:export";
    public const string RedactAudit = "audit:redact";

    // Public means that no caller is needed. System is our own jobs, which call no endpoint; they hold what they act on.
    private static readonly Dictionary<string, CallerRole[]> Holders = new()
    {
        [RegisterAgencies] = [Officer, CallerRole.System],
        [ReadAgencies] = [Public, Agency, Officer, CallerRole.System],
        [RecordAgencyFacts] = [Officer, CallerRole.System],
        [FileDisclosures] = [Agency, Officer, CallerRole.System],
        [ReadDisclosures] = [Agency, Officer, CallerRole.System],
        [ReadFindings] = [Agency, Officer, CallerRole.System],
        [ReadJudgements] = [Officer, CallerRole.System],
        // Nothing about an agency is public on the strength of an unanswered finding.
        [ReadFlags] = [Agency, Officer, CallerRole.System],
        [SetFlagThresholds] = [Officer],
        [ReadLaw] = [Public, Agency, Officer, CallerRole.System],
        [ProposeLaw] = [Officer, CallerRole.System],
        [ApproveLaw] = [Officer],
        // Heads, proofs and public keys betray nothing of the events, and are worth something because anybody can keep them.
        [ProveAudit] = [Public, Agency, Officer, CallerRole.System],
        [ReadAudit] = [Officer],
        [ExportAudit] = [Officer],
        [RedactAudit] = [Officer],
    };

    private static readonly Dictionary<CallerRole, HashSet<string>> ByRole = Enum.GetValues<CallerRole>()
        .ToDictionary(role => role, role => Holders.Where(p => p.Value.Contains(role)).Select(p => p.Key).ToHashSet());

    public static IReadOnlyCollection<string> All => Holders.Keys;

    public static IReadOnlySet<string> Held(CallerRole role) => ByRole[role];
}
