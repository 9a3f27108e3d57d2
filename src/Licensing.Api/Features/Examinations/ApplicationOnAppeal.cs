using Licensing.Api.Features.Applications;
using Licensing.Api.Http;
using Licensing.Rules.Licences;

namespace Licensing.Api.Features.Examinations;

/// <summary>What a review or an appeal does with an application that was refused. The caller records the event and saves.</summary>
public static class ApplicationOnAppeal
{
    /// <summary>Sends it back to be decided again: the examination goes on, and the time to decide runs anew from that day.</summary>
    /// <returns>Why not; null: it is under examination.</returns>
    public static Problem? Reopen(this LicenceApplication application, DateOnly today, DateTime at, string by, string reason) =>
        Take(application, ApplicationAction.Reopen, today, at, by, reason);

    /// <summary>Grants what was refused. The licence is given by two people (<see cref="ProposeDecision"/>, outcome issue).</summary>
    /// <returns>Why not; null: it is granted.</returns>
    public static Problem? GrantOnAppeal(this LicenceApplication application, DateOnly today, DateTime at, string by, string reason) =>
        Take(application, ApplicationAction.GrantOnAppeal, today, at, by, reason);

    private static Problem? Take(LicenceApplication application, ApplicationAction action, DateOnly today, DateTime at, string by, string reason)
    {
        if (application.WhyNot(action, today) is { } refusal)
            return refusal;
        application.Take(action, at, by, reason);
        return null;
    }
}
