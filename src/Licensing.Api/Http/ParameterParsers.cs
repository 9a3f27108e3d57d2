using System.Globalization;
using FastEndpoints;

namespace Licensing.Api.Http;

/// <summary>Parameters of the address read as strictly as fields of a body: the framework would take 02/03/2026 for a date
/// and a C# name for a word.</summary>
public static class ParameterParsers
{
    public static void Register(BindingOptions binding)
    {
        binding.ValueParserFor<DateOnly>(input => ReadDay(input.ToString()));
        binding.ValueParserFor<DateOnly?>(input => ReadDay(input.ToString()));
        // Type by type: the framework asks ValueParserWhen only about some properties, and reads the rest its own way.
        foreach (var type in typeof(ParameterParsers).Assembly.GetTypes().SelectMany(t => t.GetProperties())
            .Where(Json.IsParameter).Select(p => p.PropertyType).Where(t => Underlying(t).IsEnum).Distinct())
            binding.ValueParserFor(type, input => ReadWord(input.ToString(), Underlying(type)));
        binding.FailureMessage = (type, _, _) => Expected(Underlying(type));
    }

    private static ParseResult ReadDay(string text) =>
        new(DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), day);

    private static ParseResult ReadWord(string text, Type type)
    {
        var value = Enum.GetValues(type).Cast<object>().FirstOrDefault(v => Word(v) == text);
        return new(value is not null, value);
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(DateOnly) => "Expected a day of the calendar as YYYY-MM-DD.",
        { IsEnum: true } => $"Expected one of {string.Join(", ", Enum.GetValues(type).Cast<object>().Select(Word))}.",
        _ when type == typeof(int) || type == typeof(long) => "Expected a whole number.",
        _ when type == typeof(bool) => "Expected true or false.",
        _ => "The value does not have the expected form.",
    };

    private static string Word(object value) => Json.Words.ConvertName(value.ToString()!);

    private static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
