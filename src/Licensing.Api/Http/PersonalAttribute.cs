using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Licensing.Api.Http;

/// <summary>Says who somebody is. What was sent for it is never repeated in an answer, not even to say that it is wrong.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PersonalAttribute : Attribute
{
    private static readonly FrozenSet<string> Names = typeof(PersonalAttribute).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        .Where(property => property.GetCustomAttribute<PersonalAttribute>() is not null)
        .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).ToFrozenSet();

    /// <param name="at">JSON pointer, or the name of a parameter.</param>
    public static bool Covers(string at) => at.Split('/').Any(Names.Contains);
}
