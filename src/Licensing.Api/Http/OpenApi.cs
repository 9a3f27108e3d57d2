using System.Runtime.CompilerServices;
using FastEndpoints;
using FastEndpoints.Swagger;
using Licensing.Api.Http.Contract;
using Licensing.Api.Security;
using Namotion.Reflection;
using NJsonSchema;
using NJsonSchema.Generation;
using NSwag;
using NSwag.Generation.AspNetCore;
using NSwag.Generation.Processors;
using NSwag.Generation.Processors.Contexts;
using Scalar.AspNetCore;

namespace Licensing.Api.Http;

/// <summary>The contract document as NSwag generates it, with what only the code knows. The rest is <see cref="ContractMending"/>.</summary>
public static class OpenApi
{
    public const string Path = "/v1/openapi.json";
    private const string Bearer = "bearer";

    // The area's word is its tag; one line each.
    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Access"] = "Who holds which role, and the systems that sign in.",
        ["Agencies"] = "Recruitment agencies: who they are, as dated facts.",
        ["Register"] = "The public register of licences: find, verify, keep what it said. No sign-in.",
        ["Webhooks"] = "Changes sent to an address of the subscriber's, signed by the Standard Webhooks specification, with a log and redelivery.",
        ["Changes"] = "What changes in the public register and the law, as it changes: each event once, in order, from any place on. No sign-in.",
        ["Conflicts"] = "Who is not free towards which agency.",
        ["Proposals"] = "What one person proposes and another decides.",
        ["Regimes"] = "What the law of the country asks of licences, and what the ministry has set itself where the law is silent.",
        ["Licences"] = "Licences: what each was, is and will be, computed from dated facts.",
        ["Deadlines"] = "What is still to be done and by when, and what has passed undone.",
        ["Demerits"] = "Points that decisions gave agencies, counted on any day.",
        ["Suggestions"] = "What the regime lets follow, for an officer to decide about: nothing follows by itself.",
        ["Deposits"] = "Security deposits: what must be held and is, claims on it, draw-downs, and its return.",
        ["Examinations"] = "How the ministry looks at an application, what the public says against it, and how two people decide.",
        ["Bars"] = "Persons and agencies that may have no licence for a time.",
        ["Applications"] = "Applications for licences: drafted and submitted by agencies, completed, returned, decided.",
        ["FeeQuotes"] = "What a worker may be charged, and whether what was asked is allowed. No sign-in.",
        ["Agreements"] = "Bilateral labour agreements: parties, dates, and what becomes of each clause.",
        ["Law"] = "Rule packs, and which of them two officers have made law for this deployment.",
        ["Rates"] = "Exchange rates: series as versions, which of them two officers let decide, and the rate of a day.",
        ["Settings"] = "What the ministry sets itself, by two people, from a day on, with its history.",
        ["Simulations"] = "What a draft of law would do to past disclosures, without doing it.",
        ["Disclosures"] = "What an agency reports of a placement, in versions.",
        ["Returns"] = "What an agency files for a month, in bulk: its placements, or that there were none.",
        ["Remedies"] = "Money back: the formulas of the law with their arithmetic, refund orders by two people and what became of them, and who answers.",
        ["Findings"] = "Cases that judging has opened, with their judgements, each explained and cited.",
        ["Exports"] = "Findings, disclosures, the register and the audit in bulk: asked for, written by a job, kept for a time.",
        ["Audit"] = "The record of who did what, sealed in a signed hash tree, with proofs that anybody can check.",
        ["Reads"] = "Who was shown something personal of a worker.",
        ["Workers"] = "Who a worker is: opened for a stated purpose, and erased for good.",
        ["Retention"] = "What is kept for how long, and what must not be deleted.",
        ["Complaints"] = "Complaints: filed without a sign-in, sealed, followed by a secret, handled by officers; the agency sees what the complainant agreed to.",
        ["Confirmations"] = "The worker's own word on what an agency reported: given with a code that the agency never holds, sealed until he agrees; what is held of him, who read it, and how he has it corrected.",
        ["Flags"] = "Agencies whose findings pass the thresholds.",
    };

    public static IServiceCollection AddOpenApiDocument(this IServiceCollection services) => services.SwaggerDocument(document =>
    {
        document.ShortSchemaNames = true;
        document.RemoveEmptyRequestSchema = true;
        document.EnableJWTBearerAuth = false;
        document.AutoTagPathSegmentIndex = 0;
        document.ExcludeNonFastEndpoints = true;
        document.DocumentSettings = settings =>
        {
            settings.DocumentName = "v1";
            settings.Title = "Licensing";
            settings.Version = "v1";
            settings.Description = "Licensing and supervision of recruitment agencies.\n\n" + ProblemTable();
            settings.MarkNonNullablePropsAsRequired();
            settings.OperationProcessors.Add(new DescribeOperation());
            settings.SchemaSettings.SchemaProcessors.Add(new DescribeWords());
            settings.SchemaSettings.SchemaProcessors.Add(new NameOptional());
            settings.PostProcess = Finish;
        };
    });

    public static void UseOpenApiDocument(this WebApplication app)
    {
        var contract = new ContractDocument(app.Services);
        app.Use((context, next) => contract.ServeAsync(context, next));
        app.MapScalarApiReference("/reference", options => options.WithTitle("Licensing").WithOpenApiRoutePattern(Path));
    }

    private static string ProblemTable() => "Refusals are application/problem+json (RFC 9457) with one of these codes:\n\n| code | status | what to do |\n|---|---|---|\n"
        + string.Join("\n", ProblemCode.All.Select(p => $"| {p.Code} | {p.Status} | {p.WhatToDo} |"));

    private static void Finish(OpenApiDocument document)
    {
        document.Servers.Clear();
        document.Servers.Add(new OpenApiServer
        {
            // The same document is right on every host.
            Url = "/",
            Description = "The deployment that serves this document, in production as in test.",
        });
        document.Info.Contact = new OpenApiContact { Name = "The ministry that runs this deployment" };
        document.Info.License = new OpenApiLicense { Name = "CC0 1.0: use this document for whatever you like", Url = "https://creativecommons.org/publicdomain/zero/1.0/" };
        // The generator writes PageOf<T> as PageOfOfT.
        foreach (var (name, schema) in document.Components.Schemas.Where(s => s.Key.StartsWith("PageOfOf", StringComparison.Ordinal)).ToList())
        {
            document.Components.Schemas.Remove(name);
            document.Components.Schemas[name.Replace("PageOfOf", "PageOf", StringComparison.Ordinal)] = schema;
        }

        if (document.Components.Schemas.TryGetValue(nameof(Problem), out var problem))
        {
            foreach (var code in ProblemCode.All)
                problem.Properties["code"].Enumeration.Add(code.Code);
        }

        document.Tags = [.. Tags.Select(tag => new OpenApiTag { Name = tag.Key, Description = tag.Value })];
        document.SecurityDefinitions[Bearer] = new OpenApiSecurityScheme
        {
            Type = OpenApiSecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "An access token (JWT) of the ministry's OpenID Connect provider, or of the embedded issuer: POST /connect/token, grant_type=client_credentials, with the client's name and secret. Left out for public access. Tokens are made and checked as RFC8725 recommends: RSA or ECDSA signatures only, and issuer, audience and both ends of the validity are checked.",
        };
    }

    /// <summary>Words as they are written in JSON, not as C# names them.</summary>
    private sealed class DescribeWords : ISchemaProcessor
    {
        public void Process(SchemaProcessorContext context)
        {
            if (!context.ContextualType.Type.IsEnum)
                return;
            context.Schema.Enumeration.Clear();
            foreach (var name in Enum.GetNames(context.ContextualType.Type))
            {
                context.Schema.Enumeration.Add(Json.Words.ConvertName(name));
                context.Schema.EnumerationDescriptions.Add(context.ContextualType.Type.GetField(name)!.ToContextualField().GetXmlDocsSummary() is { Length: > 0 } meaning ? meaning : $"{name}.");
            }
        }
    }

    /// <summary>What a request may leave out: neither required nor a parameter of the constructor without a default.</summary>
    private sealed class NameOptional : ISchemaProcessor
    {
        public void Process(SchemaProcessorContext context)
        {
            var type = context.ContextualType.Type;
            if (type.IsEnum || type.Namespace?.StartsWith(nameof(Licensing), StringComparison.Ordinal) != true)
                return;
            var wanted = type.GetConstructors().SelectMany(c => c.GetParameters()).Where(p => !p.HasDefaultValue).Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var optional = type.GetProperties().Where(p => !p.IsDefined(typeof(RequiredMemberAttribute), false) && !wanted.Contains(p.Name))
                .Select(p => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ToArray();
            if (optional.Length > 0)
                (context.Schema.ExtensionData ??= new Dictionary<string, object?>())[ContractMending.Optional] = optional;
        }
    }

    private sealed class DescribeOperation : IOperationProcessor
    {
        public bool Process(OperationProcessorContext context)
        {
            var endpoint = context.GetEndpointDefinition();
            if (endpoint is null)
                return true;
            var operation = context.OperationDescription.Operation;
            operation.OperationId = endpoint.EndpointType.Name;
            // Features/<Area>: the namespace says which.
            operation.Tags = [endpoint.EndpointType.Namespace!.Split('.')[^1]];

            var permission = endpoint.AllowedPermissions?.SingleOrDefault();
            var isPublic = permission is null || Permission.IsPublic(permission);
            operation.Security = isPublic
                ? [new OpenApiSecurityRequirement(), new OpenApiSecurityRequirement { [Bearer] = [] }]
                : [new OpenApiSecurityRequirement { [Bearer] = [] }];
            if (permission is not null)
                operation.Description = $"{operation.Description}\n\nPermission: `{permission}`, held by {(isPublic ? "everyone" : Permission.HoldersOf(permission))}.".Trim();

            if (Metadata<IdempotentMetadata>(context) is not null)
                AddHeader(operation, IdempotentEndpoint.Header, "Random for each operation; the same request with the same key is done once, and answered again for 24 hours.");
            if (Metadata<ChangesExisting>(context) is not null)
                AddHeader(operation, "If-Match", "ETag of the version that the change was decided on.");
            if (Metadata<TakesHeader>(context) is { } header)
                AddHeader(operation, header.Name, header.Description);
            if (Metadata<StreamedBody>(context) is { } streamed)
                DescribeBody(operation, streamed);
            if (Metadata<Deprecated>(context) is { } deprecated)
            {
                operation.IsDeprecated = true;
                operation.Description += $"\n\nDeprecated since {deprecated.Since:O}; from {deprecated.Sunset:O} on it may be gone. Use `{deprecated.Successor}`.";
            }

            DescribeQuery(context, operation, endpoint.ReqDtoType);
            AddRefusals(context, operation, isPublic);
            return true;
        }

        private static void DescribeBody(OpenApiOperation operation, StreamedBody streamed)
        {
            operation.RequestBody = new OpenApiRequestBody { IsRequired = true, Description = $"At most {streamed.MaxBytes} bytes, before and after decompression." };
            foreach (var type in streamed.MediaTypes)
                operation.RequestBody.Content[type] = new OpenApiMediaType { Schema = new JsonSchema { Type = JsonObjectType.String, Format = JsonFormatStrings.Binary } };
        }

        private static T? Metadata<T>(OperationProcessorContext context)
            where T : class =>
            ((AspNetCoreOperationProcessorContext)context).ApiDescription.ActionDescriptor.EndpointMetadata.OfType<T>().LastOrDefault();

        private static void AddHeader(OpenApiOperation operation, string name, string description) => operation.Parameters.Add(new OpenApiParameter
        {
            Name = name,
            Kind = OpenApiParameterKind.Header,
            Description = description,
            IsRequired = name == "If-Match",
            Schema = new JsonSchema { Type = JsonObjectType.String },
        });

        // The generator calls every parameter that cannot be null required, knows no defaults, and forgets all of an endpoint that says itself
        // what it produces.
        private static void DescribeQuery(OperationProcessorContext context, OpenApiOperation operation, Type request)
        {
            foreach (var property in request.GetProperties().Where(p => p.IsDefined(typeof(QueryParamAttribute), false)))
            {
                var name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name);
                if (operation.Parameters.Any(p => p.Kind == OpenApiParameterKind.Query && p.Name == name))
                    continue;
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name,
                    Kind = OpenApiParameterKind.Query,
                    Description = property.GetXmlDocsSummary(),
                    Schema = context.SchemaGenerator.GenerateWithReference<JsonSchema>(property.ToContextualProperty().PropertyType, context.SchemaResolver),
                });
            }

            foreach (var parameter in operation.Parameters.Where(p => p.Kind == OpenApiParameterKind.Query))
            {
                var property = request.GetProperties().Single(p => p.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
                parameter.IsRequired = property.IsDefined(typeof(RequiredMemberAttribute), false);
                if (parameter.Name == "limit")
                    (parameter.Schema.Default, parameter.Schema.Minimum, parameter.Schema.Maximum) = (Paging.DefaultLimit, 1, Paging.MostLimit);
            }
        }

        private static void AddRefusals(OperationProcessorContext context, OpenApiOperation operation, bool isPublic)
        {
            List<ProblemCode> refusals =
            [
                ProblemCode.RequestInvalid, ProblemCode.TokenInvalid, ProblemCode.CallerUnknown, .. Metadata<Refusals>(context)?.Codes ?? [],
                ProblemCode.NotAcceptable, ProblemCode.TooManyRequests, ProblemCode.Internal, ProblemCode.Busy,
            ];
            if (!isPublic)
                refusals.AddRange([ProblemCode.CallerMissing, ProblemCode.PermissionMissing]);
            if (operation.RequestBody is not null)
            {
                refusals.AddRange([
                    ProblemCode.BodyEmpty, ProblemCode.BodyMalformed, ProblemCode.BodyNotUtf8, ProblemCode.BodyTooDeep, ProblemCode.BodyCorruptEncoding,
                    ProblemCode.BodyTooLarge, ProblemCode.BodyTooSlow, ProblemCode.MediaTypeUnsupported, ProblemCode.StorageFull,
                ]);
            }

            if (Metadata<IdempotentMetadata>(context) is not null)
                refusals.AddRange([ProblemCode.IdempotencyKeyInvalid, ProblemCode.IdempotencyKeyRunning, ProblemCode.IdempotencyKeyReused]);
            if (Metadata<ChangesExisting>(context) is not null)
                refusals.AddRange([ProblemCode.VersionRequired, ProblemCode.VersionStale]);

            var schema = context.SchemaGenerator.GenerateWithReference<JsonSchema>(
                Namotion.Reflection.ContextualTypeExtensions.ToContextualType(typeof(Problem)), context.SchemaResolver);
            // The framework announces bare refusals of its own; ours take their place, in order.
            var successes = operation.Responses.Where(r => r.Key.StartsWith('2')).ToList();
            operation.Responses.Clear();
            foreach (var (code, response) in successes)
                operation.Responses[code] = response;
            foreach (var status in refusals.Distinct().GroupBy(r => r.Status).OrderBy(g => g.Key))
            {
                operation.Responses[status.Key.ToString()] = new OpenApiResponse
                {
                    ExtensionData = new Dictionary<string, object?> { ["x-problem-codes"] = status.Select(r => r.Code).ToArray() },
                    Content = { ["application/problem+json"] = new OpenApiMediaType { Schema = schema } },
                };
            }
        }
    }
}
