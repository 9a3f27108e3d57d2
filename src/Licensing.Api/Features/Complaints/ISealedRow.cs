using Licensing.Api.Features.Bars;
using Licensing.Api.Http;

namespace Licensing.Api.Features.Complaints;

/// <summary>A row that holds something of a person, sealed under a key of its own (<see cref="PersonSeal"/>).</summary>
public interface ISealedRow : IListed
{
    byte[]? PersonKey { get; }

    /// <summary>Null once its time is over.</summary>
    byte[]? PersonSealed { get; }

    /// <summary>Id of the ministry's key.</summary>
    string? SealedUnder { get; }
}
