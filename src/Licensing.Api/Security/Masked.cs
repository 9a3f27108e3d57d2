using System.Text.Json;
using System.Text.Json.Serialization;

namespace Licensing.Api.Security;

/// <summary>Something that goes out only to whoever needs it, and is null for everyone else. The type sees to that, not the slice:
/// only a type that asks about the caller makes one, and nothing reads it but the answer.</summary>
public abstract class Masked
{
    private readonly object? _shown;

    private protected Masked(object? shown) => _shown = shown;

    /// <summary>Never the value: it would stand in a log.</summary>
    public sealed override string ToString() => "***";

    /// <remarks>To be named on each type: the attribute is not inherited.</remarks>
    internal sealed class Writer : JsonConverter<Masked>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(Masked));

        public override Masked Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("What is masked is written only.");

        public override void Write(Utf8JsonWriter writer, Masked value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value._shown, value._shown?.GetType() ?? typeof(object), options);
    }
}
