using System.Text.Json.Serialization;

namespace Licensing.Client;

/// <summary>What the service says beside the JSON of an answer.</summary>
public abstract class LicensingAnswer
{
    /// <summary>Version of the thing that the answer shows: what a change of it takes as ifMatch. Empty where it has none, and within a list.</summary>
    [JsonIgnore]
    public string ETag { get; internal set; } = "";

    /// <summary>When to ask again, where something is still going on.</summary>
    [JsonIgnore]
    public TimeSpan? RetryAfter { get; internal set; }

    /// <summary>Whether the thing was done earlier, by an attempt with the same key, and this is the answer that was given then.</summary>
    [JsonIgnore]
    public bool IsReplayed { get; internal set; }
}

/// <summary>One page of a list.</summary>
public interface IPage<out T>
{
    IReadOnlyList<T> Items { get; }

    /// <summary>Cursor of the next page; null on the last.</summary>
    string? Next { get; }
}
