using System.Text.Json;
using System.Text.Json.Serialization;

namespace Licensing.Client;

/// <summary>One of several words that the service writes. A word that came later than this client is kept as it is, shown, and sent back unchanged.</summary>
public interface IWord<TSelf>
    where TSelf : struct, IWord<TSelf>
{
    string Value { get; }

    static abstract TSelf Of(string value);
}

/// <summary>Reads and writes a word as the string that it is.</summary>
public sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, IWord<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.Of(reader.GetString() ?? throw new JsonException());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.Of(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);
}
