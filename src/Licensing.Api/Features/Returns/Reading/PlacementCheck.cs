using System.Text.Json;
using FluentValidation;
using Licensing.Api.Features.Disclosures;
using Licensing.Api.Http;
using Licensing.Rules.Values;

namespace Licensing.Api.Features.Returns.Reading;

/// <summary>The rules of shape for one placement of a return, as JSON: those of a disclosure, and those of a correction.</summary>
public sealed class ReturnedPlacementValidator : AbstractValidator<ReturnedPlacement>
{
    public ReturnedPlacementValidator(CodeLists codes)
    {
        Include(new FileDisclosureValidator(codes));
        RuleFor(r => r.Corrects).Matches("^[a-z0-9_]{1,24}$").WithErrorCode("disclosure-id.malformed").WithMessage("Not the id of a disclosure.")
            .WithState(_ => "Write the id that the service gave to the disclosure, or leave it blank for a first filing.");
        RuleFor(r => r.CorrectionReason).MaximumLength(2000);
        RuleFor(r => r.CorrectionReason).NotEmpty().When(r => r.Corrects is not null)
            .WithErrorCode("correction.reason-missing").WithMessage("A correction says why the earlier version was wrong.");
        RuleFor(r => r.CorrectionReason).Empty().When(r => r.Corrects is null)
            .WithErrorCode("correction.reason-unexpected").WithMessage("Only a correction has a reason; say which disclosure it corrects.");
    }
}

/// <summary>Reads the JSON of one placement, strictly, and lists everything that is wrong with it.</summary>
internal sealed class PlacementCheck(CodeLists codes)
{
    public static readonly JsonSerializerOptions Strict = Create();
    private static readonly JsonSerializerOptions Lenient = LenientJson.Of(Strict);
    private readonly ReturnedPlacementValidator _validator = new(codes);

    /// <returns>What was read, and the errors at their JSON pointers; one of them is empty.</returns>
    public (ReturnedPlacement? Placement, IReadOnlyList<ProblemError> Errors) Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            if (JsonSerializer.Deserialize<ReturnedPlacement>(json.Span, Strict) is { } placement && !RequestBody.HoldsNull(json.Span))
            {
                var result = _validator.Validate(placement);
                return result.IsValid ? (placement, []) : (null, [.. result.Errors.Select(ValidationErrors.Of<ReturnedPlacement>)]);
            }
        }
        catch (JsonException)
        {
            // Diagnosed below.
        }

        try
        {
            var diagnosis = BodyDiagnosis.Of(json, typeof(ReturnedPlacement), Strict);
            return (null, [.. diagnosis.Errors, .. ValidationErrors.OfRest<ReturnedPlacement>(_validator, diagnosis, Lenient)]);
        }
        catch (ProblemException refused)
        {
            return (null, [new ProblemError("line." + refused.Problem.Code.Split('.')[1], "", refused.Problem.Detail)]);
        }
    }

    /// <summary>A rejection for people and programs; whoever somebody is does not come out again.</summary>
    public static RejectedValue Reject(ProblemError error, long row, string? column) => new(
        // A member that nobody knows may have a name of any length.
        row, column?.Length > 200 ? column[..200] : column, error.Code,
        (PersonalAttribute.Covers(error.At) || error.At == "/worker") && error.Value is not null ? "***" : error.Value,
        error.Mend is null ? error.Detail : $"{error.Detail} {error.Mend}");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions();
        Json.Configure(options);
        options.MakeReadOnly();
        return options;
    }
}
