using System.Collections.Immutable;

namespace Licensing.Rules.Licences;

/// <param name="From">First day, inclusive.</param>
/// <param name="Until">Last day, inclusive.</param>
public sealed record VolumeYear(DateOnly From, DateOnly Until);

public static class MinimumVolume
{
    /// <summary>The years in which an agency must have sent the least number of workers, the last one first.</summary>
    /// <param name="volume">The regime's answer to <see cref="RegimeQuestion.MinimumVolume"/>.</param>
    /// <param name="lastDay">The last day of the term that is to be renewed; the years are counted back from it.</param>
    /// <param name="licensedFrom">The first day of the licence. A year of which it does not cover the whole is not asked for: nobody can send in it
    /// what a whole year takes.</param>
    public static ImmutableArray<VolumeYear> Years(RegimeAnswer volume, DateOnly lastDay, DateOnly licensedFrom)
    {
        if (volume.As<MinimumVolumeRule>() is not { } rule) return [];
        return [.. Enumerable.Range(0, rule.Years).TakeWhile(back => back < lastDay.Year - 1)
            .Select(back => new VolumeYear(lastDay.AddYears(-back - 1).AddDays(1), lastDay.AddYears(-back)))
            .TakeWhile(year => licensedFrom <= year.From)];
    }
}
