using System.Text.Json;
using Licensing.Api.Features.Rates;
using Licensing.Api.Http;

namespace Licensing.Api.Features.Settings;

/// <summary>A value that two people set.</summary>
/// <param name="From">First day, inclusive; holds until the next.</param>
/// <param name="Reason">Why, in the words of who proposed it.</param>
public sealed record SettingVersionView(
    string Id, DateOnly From, JsonElement Value, string Reason, string ProposedBy, DateTime ProposedAt, string ApprovedBy, DateTime ApprovedAt)
{
    public static SettingVersionView Of(MinistrySetting s) => new(s.PublicId, s.From, s.Value(), s.Reason, s.ProposedBy, s.ProposedAt, s.ApprovedBy, s.ApprovedAt);
}

/// <param name="Says">What it decides, and of which day it is asked.</param>
/// <param name="Value">What holds on the day; null where nothing is set, or the value is none.</param>
/// <param name="Set">Who set it; null where nobody did and the deployment's configuration holds.</param>
public sealed record SettingView(string Name, string Says, JsonElement? Value, SettingVersionView? Set)
{
    public static SettingView Of(string name, MinistrySetting? held, ConfiguredJudging configured)
    {
        var value = held?.Value() ?? name switch
        {
            SettingNames.RateBand => JsonSerializer.SerializeToElement(configured.Band),
            SettingNames.Precedence => JsonSerializer.SerializeToElement(configured.Precedence.Select(law => Json.Words.ConvertName(law.ToString()))),
            _ => default,
        };
        return new(name, SettingNames.All[name], value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : value, held is null ? null : SettingVersionView.Of(held));
    }
}
