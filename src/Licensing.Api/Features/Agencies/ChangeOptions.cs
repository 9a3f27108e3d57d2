using Licensing.Api.Security;

namespace Licensing.Api.Features.Agencies;

/// <summary>Which changes an agency only has to notify (Licences:ChangesByNotification).</summary>
/// <param name="ByNotification">Every other kind needs approval: no regime says which do, so nothing passes by silence.</param>
public sealed record ChangeOptions(IReadOnlyList<ChangeKind> ByNotification)
{
    public const string Setting = "Licences:ChangesByNotification";

    public bool NeedsApproval(ChangeKind kind) => !ByNotification.Contains(kind);

    /// <exception cref="StartRefusedException">A word that is no kind of change.</exception>
    public static ChangeOptions Read(IConfiguration configuration) => new(
        [.. (configuration.GetSection(Setting).Get<string[]>() ?? []).Where(word => word.Length > 0).Select(word => Enum.GetValues<ChangeKind>().Cast<ChangeKind?>().SingleOrDefault(k => Http.Json.Words.ConvertName(k.ToString()!) == word)
            ?? throw new StartRefusedException($"{Setting} names '{word}'. There is {string.Join(", ", Enum.GetValues<ChangeKind>().Select(k => Http.Json.Words.ConvertName(k.ToString())))}."))]);
}
