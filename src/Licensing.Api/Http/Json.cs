using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using FastEndpoints;
using Microsoft.Extensions.Options;

namespace Licensing.Api.Http;

/// <summary>How the API reads and writes JSON: strict in what it reads, since a misspelt field that is silently dropped
/// is a fact that the ministry never learns.</summary>
public static class Json
{
    public static readonly JsonNamingPolicy Words = JsonNamingPolicy.KebabCaseLower;

    public static IServiceCollection AddStrictJson(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(options => Configure(options.SerializerOptions));

    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.MaxDepth = 32;
        // Names in any script are readable in the answer; only what HTML could misread is escaped.
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(Words, allowIntegerValues: false));
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { TakeParametersOut } };
    }

    /// <summary>True for a property of a request that comes from the address, not from the body.</summary>
    public static bool IsParameter(MemberInfo property) => property.GetCustomAttribute<DontBindAttribute>() is not null;

    // [RouteParam] and [QueryParam] properties live in the same record as the body. Were they part of its JSON, a body
    // could set the id that the address names.
    private static void TakeParametersOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.ToList())
        {
            if (property.AttributeProvider is MemberInfo member && IsParameter(member))
                type.Properties.Remove(property);
        }
    }
}

/// <summary>The same JSON without its strictness, to look at what is sound in a body that was refused.</summary>
public sealed class LenientJson(IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> strict)
{
    public JsonSerializerOptions Options { get; } = Of(strict.Value.SerializerOptions);

    public static JsonSerializerOptions Of(JsonSerializerOptions strict) => new(strict)
    {
        RespectNullableAnnotations = false,
        RespectRequiredConstructorParameters = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        TypeInfoResolver = strict.TypeInfoResolver!.WithAddedModifier(type =>
        {
            foreach (var property in type.Properties)
                property.IsRequired = false;
        }),
    };
}
