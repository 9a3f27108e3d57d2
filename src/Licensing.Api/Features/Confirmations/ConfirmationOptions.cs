using Licensing.Api.Security;

namespace Licensing.Api.Features.Confirmations;

/// <summary>After how many days without a word a placement is marked. No law says it, so nothing is assumed: what the ministry has not set is not watched.</summary>
/// <param name="AtSigningDays">From the first code on.</param>
/// <param name="AfterArrivalDays">From the reported arrival on, or from the first code where that came later.</param>
public sealed record ConfirmationOptions(int? AtSigningDays, int? AfterArrivalDays)
{
    public const string AtSigning = "Confirmations:AtSigningDays", AfterArrival = "Confirmations:AfterArrivalDays";
    private const int Most = 3660;

    /// <exception cref="StartRefusedException">A setting cannot be used.</exception>
    public static ConfirmationOptions Read(IConfiguration configuration) => new(Days(configuration, AtSigning), Days(configuration, AfterArrival));

    public int? Of(ConfirmationStage stage) => stage == ConfirmationStage.AtSigning ? AtSigningDays : AfterArrivalDays;

    private static int? Days(IConfiguration configuration, string setting) => configuration[setting] is not { Length: > 0 } text ? null
        : int.TryParse(text, out var days) && days is > 0 and <= Most ? days : throw new StartRefusedException($"{setting} is '{text}'. Write a number of days from 1 to {Most}.");
}
