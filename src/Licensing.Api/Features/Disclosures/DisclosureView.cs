using System.Text.Json.Serialization;
using Licensing.Api.Features.Reads;

namespace Licensing.Api.Features.Disclosures;

public enum JudgingState
{
    /// <summary>Waits to be judged.</summary>
    Waiting,

    /// <summary>Judged.</summary>
    Judged,

    /// <summary>A later version took its place before it was judged.</summary>
    Superseded,
}

/// <summary>A disclosure as its agency and the ministry see it. Who the worker is never comes out again.</summary>
/// <param name="Id">Public id.</param>
/// <param name="Number">Which version this is; 1 is the first filing.</param>
/// <param name="State">Whether this version has been judged; superseded where a correction replaced it before that.</param>
/// <param name="Reported">What was reported; every item with its id.</param>
public sealed record DisclosureView(
    string Id, string PlacementId, string PlacementReference, int Number, DateTime FiledAt, string FiledBy, JudgingState State,
    ReportedWorker Worker, ReportedPlacement Reported, [property: JsonIgnore] ReadReceipt Receipt)
{
    /// <remarks>Disclosure and placement must be loaded.</remarks>
    public static DisclosureView Of(Disclosure d, DisclosureVersion v, ReadReceipt receipt)
    {
        receipt.For(d.PublicId);
        return new(
            d.PublicId, d.Placement.PublicId, d.Placement.Reference, v.Number, v.FiledAt, v.FiledBy,
            v.JudgedAt is not null ? JudgingState.Judged : v.IsCurrent ? JudgingState.Waiting : JudgingState.Superseded, v.ReadWorker(), v.ReadReported(), receipt);
    }
}
