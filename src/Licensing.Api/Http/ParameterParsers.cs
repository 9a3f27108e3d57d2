using System.Globalization;
using FastEndpoints;

namespace Licensing.Api.Http;

/// <summary>Parameters of the address read as strictly as fields of a body: the framework would take 02/03/2026 for a date
/// and a C# name for a word.</summary>
public static class ParameterParsers
{
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFF'Z'"];

    public static void Register(BindingOptions binding)
    {
        binding.ValueParserFor<DateOnly>(input => ReadDay(input.ToString()));
        binding.ValueParserFor<DateOnly?>(input => ReadDay(input.ToString()));
        binding.ValueParserFor<DateTime?>(input => ReadInstant(input.ToString()));
        foreach (var type in ParameterEnums())
        {
            binding.ValueParserFor(type, input => ReadWord(input.ToString(), type));
            binding.ValueParserFor(typeof(Nullable<>).MakeGenericType(type), input => ReadWord(input.ToString(), type));
        }

        binding.FailureMessage = (type, _, _) => Expected(Underlying(type));
    }

    private static IEnumerable<Type> ParameterEnums() => typeof(ParameterParsers).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties()).Where(Json.IsParameter)
        .Select(property => Underlying(property.PropertyType)).Where(type => type.IsEnum).Distinct();

    private static ParseResult ReadDay(string text) =>
        new(DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), day);

    private static ParseResult ReadInstant(string text)
    {
        var read = DateTime.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var instant);
        return new(read, instant);
    }

    private static ParseResult ReadWord(string text, Type type)
    {
        var value = Enum.GetValues(type).Cast<object>().FirstOrDefault(v => Word(v) == text);
        return new(value is not null, value);
    }

    private static string Expected(Type type) => type switch
    {
        _ when type == typeof(DateOnly) => "Expected a day of the calendar as YYYY-MM-DD.",
        _ when type == typeof(DateTime) => "Expected an instant in UTC as YYYY-MM-DDTHH:MM:SSZ.",
        { IsEnum: true } => $"Expected one of {string.Join(", ", Enum.GetValues(type).Cast<object>().Select(Word))}.",
        _ when type == typeof(int) || type == typeof(long) => "Expected a whole number.",
        _ when type == typeof(bool) => "Expected true or false.",
        _ => "The value does not have the expected form.",
    };

    private static string Word(object value) => Json.Words.ConvertName(value.ToString()!);

    private static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;
}
