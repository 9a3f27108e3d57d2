using System.Collections;
using System.Globalization;
using System.Reflection;
using Licensing.Rules.Values;

namespace Licensing.Rules.Tests.LawChanges;

/// <summary>Everything that a value holds as one text, sets in order, so that two values are the same when their texts are.</summary>
internal static class Plain
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string s => $"\"{s}\"",
        Enum or int or long or bool => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        Rational number => $"{number.Numerator}/{number.Denominator}",
        IEnumerable many when IsUnordered(value.GetType()) => "{" + string.Join(", ", many.Cast<object>().Select(Of).Order(StringComparer.Ordinal)) + "}",
        IEnumerable many => "[" + string.Join(", ", many.Cast<object?>().Select(Of)) + "]",
        _ => value.GetType().Name + "(" + string.Join(", ", value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.GetIndexParameters().Length == 0).OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={Of(p.GetValue(value))}")) + ")",
    };

    private static bool IsUnordered(Type type) => type.GetInterfaces().Any(i => i.IsGenericType
        && (i.GetGenericTypeDefinition() == typeof(ISet<>) || i.GetGenericTypeDefinition() == typeof(IDictionary<,>)));
}
