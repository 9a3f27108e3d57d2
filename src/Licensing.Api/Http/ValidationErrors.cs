using System.Globalization;
using System.Text;
using System.Text.Json;
using FastEndpoints;
using FluentValidation;
using FluentValidation.Results;
using Licensing.Api.Database;

namespace Licensing.Api.Http;

/// <summary>Turns what validators and the binder report into the errors of a <see cref="Problem"/>.</summary>
public static class ValidationErrors
{
    /// <summary>The framework's hook for every validation or binding failure.</summary>
    public static object ToProblem(List<ValidationFailure> failures, HttpContext context)
    {
        var request = context.GetEndpoint()?.Metadata.GetMetadata<EndpointDefinition>()?.ReqDtoType ?? typeof(EmptyRequest);
        var errors = failures.Select(failure => Of(failure, request)).ToList();
        context.Response.Headers.CacheControl = "no-store";
        return new Problem(ProblemCode.RequestInvalid, Sentence(errors.Count), errors).For(context);
    }

    public static ProblemError Of<TRequest>(ValidationFailure failure) => Of(failure, typeof(TRequest));

    /// <summary>What a validator says about the sound part of a refused body.</summary>
    public static IReadOnlyList<ProblemError> OfRest<TRequest>(IValidator validator, BodyDiagnosis diagnosis, JsonSerializerOptions lenient)
    {
        try
        {
            if (diagnosis.Sound is null || diagnosis.Sound.Deserialize<TRequest>(lenient) is not { } partial)
                return [];
            var result = validator.Validate(new FluentValidation.ValidationContext<TRequest>(partial));
            return [.. result.Errors.Select(Of<TRequest>)
                .Where(error => !diagnosis.Errors.Any(known => error.At == known.At || error.At.StartsWith(known.At + "/", StringComparison.Ordinal)))];
        }
        catch (Exception e) when (e is NullReferenceException or ArgumentNullException or JsonException)
        {
            // A validator may rely on a field that is missing or was refused. The body is refused anyway; its sender
            // hears the rest next time.
            return [];
        }
    }

    public static string Sentence(int errors) => errors == 1 ? "One thing is wrong with the request; see errors." : "Several things are wrong with the request; see errors.";

    private static ProblemError Of(ValidationFailure failure, Type request) => new(
        CodeOf(failure.ErrorCode),
        PointerOf(failure.PropertyName ?? "", request),
        failure.ErrorMessage,
        failure.AttemptedValue is string or int or long or decimal or DateOnly or bool or Enum ? Shorten(failure.AttemptedValue) : null,
        failure.CustomState as string);

    // Rules of our own name their code (WithErrorCode); FluentValidation's own rules are named after their classes.
    private static string CodeOf(string? code) => code switch
    {
        // The binder could not read a parameter of the address.
        null or "" => "parameter.malformed",
        "NotEmptyValidator" or "NotNullValidator" => "field.missing",
        "MaximumLengthValidator" => "text.too-long",
        "MinimumLengthValidator" or "LengthValidator" or "ExactLengthValidator" => "text.wrong-length",
        "RegularExpressionValidator" or "EmailValidator" => "text.malformed",
        "InclusiveBetweenValidator" or "ExclusiveBetweenValidator" or "GreaterThanValidator" or "GreaterThanOrEqualValidator"
            or "LessThanValidator" or "LessThanOrEqualValidator" => "value.out-of-range",
        _ when code.EndsWith("Validator", StringComparison.Ordinal) => "value.invalid",
        _ => code,
    };

    // "items[0].amount.amountMinor" becomes "/items/0/amount/amountMinor"; a parameter of the address stays a bare name.
    private static string PointerOf(string path, Type request)
    {
        var name = path.Split('.', '[')[0];
        var property = request.GetProperties().FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (property is not null && Json.IsParameter(property))
            return JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        var pointer = new StringBuilder();
        // A rule about an optional value names its Value; the caller knows the field only.
        var field = property is not null && Nullable.GetUnderlyingType(property.PropertyType) is not null
            && path.Equals($"{property.Name}.Value", StringComparison.OrdinalIgnoreCase) ? property.Name : path;
        foreach (var segment in field.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
            pointer.Append('/').Append(JsonNamingPolicy.CamelCase.ConvertName(segment));
        return pointer.ToString();
    }

    private static string Shorten(object value)
    {
        // As the caller writes it.
        var text = value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value.ToString() ?? "";
        return text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 59), "…");
    }
}

public static class StoredText
{
    /// <summary>At most so many characters as they are stored: normalising can make a text longer (Devanagari qa becomes two).</summary>
    public static IRuleBuilderOptions<T, string?> StoredLength<T>(this IRuleBuilder<T, string?> rule, int most) => rule
        .Must(text => text is null || (text.Length <= most && Text.Normalise(text).Length <= most))
        .WithErrorCode("text.too-long").WithMessage($"At most {most} characters, as they are stored.");
}
