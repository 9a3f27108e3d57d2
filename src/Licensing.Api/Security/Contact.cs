using System.Text.Json;
using System.Text.Json.Serialization;
using NJsonSchema.Annotations;

namespace Licensing.Api.Security;

/// <summary>An e-mail address or telephone number of an agency: it goes out only to whoever needs it, and is null for everyone else.
/// The type sees to that, not the slice: nothing but a caller makes one, and nothing reads it but the answer.</summary>
[JsonConverter(typeof(Writer)), JsonSchemaType(typeof(string), IsNullable = true)]
public sealed class Contact
{
    private readonly string? _shown;

    private Contact(string? shown) => _shown = shown;

    public static Contact For(Caller caller, long agencyKey, string? value) =>
        new(caller.MayFor(agencyKey, Permission.ReadAgencyContacts) ? value : null);

    /// <summary>Never the value: it would stand in a log.</summary>
    public override string ToString() => "***";

    private sealed class Writer : JsonConverter<Contact>
    {
        public override Contact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("A contact is written only.");

        public override void Write(Utf8JsonWriter writer, Contact value, JsonSerializerOptions options) => writer.WriteStringValue(value._shown);
    }
}
