using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Licensing.Api.Database.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "licensing");

            migrationBuilder.CreateTable(
                name: "Agencies",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Reference = table.Column<string>(type: "varchar(16)", unicode: false, maxLength: 16, nullable: false),
                    Country = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false),
                    RegisteredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Agencies", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditEvents",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Actor = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ActorRole = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Action = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: false),
                    SubjectKind = table.Column<string>(type: "varchar(80)", unicode: false, maxLength: 80, nullable: false),
                    SubjectId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Payload = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEvents", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Clients",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Name = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false),
                    Description = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SecretHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    EarlierSecretHash = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    EarlierSecretUntil = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    IsDemonstration = table.Column<bool>(type: "bit", nullable: false),
                    RegisteredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RegisteredBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    DisabledAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    DisabledBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Clients", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "FlagReviews",
                schema: "licensing",
                columns: table => new
                {
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Judged = table.Column<long>(type: "bigint", nullable: false),
                    Reviewed = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagReviews", x => x.AgencyId);
                });

            migrationBuilder.CreateTable(
                name: "FlagThresholds",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    LeastFindings = table.Column<int>(type: "int", nullable: false),
                    LeastWorkers = table.Column<int>(type: "int", nullable: false),
                    LeastSharePercent = table.Column<int>(type: "int", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagThresholds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "IdempotencyEntries",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Lookup = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    Fingerprint = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    Answer = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IdempotencyEntries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "LawPacks",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Name = table.Column<string>(type: "varchar(60)", unicode: false, maxLength: 60, nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Title = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Side = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Origin = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: true),
                    Destination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: true),
                    Text = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    ImportedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ProposedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ProposedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    ApprovedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    ApprovedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LawPacks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SigningKeys",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Sealed = table.Column<byte[]>(type: "varbinary(1000)", maxLength: 1000, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    GoodUntil = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Workers",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Recognition = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    SealedKey = table.Column<byte[]>(type: "varbinary(200)", maxLength: 200, nullable: true),
                    SealedDocument = table.Column<byte[]>(type: "varbinary(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Workers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AgencyFacts",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: false),
                    SearchKey = table.Column<string>(type: "nvarchar(600)", maxLength: 600, nullable: false),
                    Language = table.Column<string>(type: "varchar(35)", unicode: false, maxLength: 35, nullable: true),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgencyFacts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AgencyFacts_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ConflictsOfInterest",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    DeclaredAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConflictsOfInterest", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ConflictsOfInterest_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Memberships",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Role = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: true),
                    From = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Until = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    RecordedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    RecordedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    TakenBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memberships", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Memberships_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Proposals",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    SubjectId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SubjectVersion = table.Column<long>(type: "bigint", nullable: true),
                    AgencyId = table.Column<long>(type: "bigint", nullable: true),
                    Change = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false),
                    Digest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    ProposedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    State = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    DecisionReason = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: true),
                    OpenKey = table.Column<string>(type: "nvarchar(250)", maxLength: 250, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Proposals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Proposals_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PersonalReads",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    WorkerId = table.Column<long>(type: "bigint", nullable: false),
                    Shown = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    Reader = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ReaderRole = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Purpose = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    At = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PersonalReads", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PersonalReads_Workers_WorkerId",
                        column: x => x.WorkerId,
                        principalSchema: "licensing",
                        principalTable: "Workers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Placements",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    WorkerId = table.Column<long>(type: "bigint", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    AgencyFileNumber = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: true),
                    Origin = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false),
                    Destination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false),
                    Occupation = table.Column<string>(type: "varchar(4)", unicode: false, maxLength: 4, nullable: true),
                    HappenedOn = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Placements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Placements_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Placements_Workers_WorkerId",
                        column: x => x.WorkerId,
                        principalSchema: "licensing",
                        principalTable: "Workers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Disclosures",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    PlacementId = table.Column<long>(type: "bigint", nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    LatestNumber = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Disclosures", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Disclosures_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalSchema: "licensing",
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DisclosureVersions",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    DisclosureId = table.Column<long>(type: "bigint", nullable: false),
                    Number = table.Column<int>(type: "int", nullable: false),
                    Reported = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false),
                    Worker = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    FiledAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    FiledBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    IsCurrent = table.Column<bool>(type: "bit", nullable: false),
                    JudgedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    JudgeAgainOn = table.Column<DateOnly>(type: "date", nullable: true),
                    JudgedAsOf = table.Column<DateOnly>(type: "date", nullable: true),
                    LawDigest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    RatesDigest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    SettingsDigest = table.Column<string>(type: "varchar(64)", unicode: false, maxLength: 64, nullable: true),
                    EngineVersion = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DisclosureVersions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_DisclosureVersions_Disclosures_DisclosureId",
                        column: x => x.DisclosureId,
                        principalSchema: "licensing",
                        principalTable: "Disclosures",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Findings",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    PlacementId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Status = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    DisclosureVersionId = table.Column<long>(type: "bigint", nullable: false),
                    AmendedAfterJudgement = table.Column<bool>(type: "bit", nullable: false),
                    Origin = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false),
                    Destination = table.Column<string>(type: "varchar(2)", unicode: false, maxLength: 2, nullable: false),
                    HappenedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Provision = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: false),
                    ProvisionVersion = table.Column<int>(type: "int", nullable: false),
                    Law = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Result = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    OpenedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Findings", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Findings_DisclosureVersions_DisclosureVersionId",
                        column: x => x.DisclosureVersionId,
                        principalSchema: "licensing",
                        principalTable: "DisclosureVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Findings_Placements_PlacementId",
                        column: x => x.PlacementId,
                        principalSchema: "licensing",
                        principalTable: "Placements",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Judgements",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    DisclosureVersionId = table.Column<long>(type: "bigint", nullable: false),
                    Slot = table.Column<string>(type: "varchar(120)", unicode: false, maxLength: 120, nullable: false),
                    Provision = table.Column<string>(type: "varchar(100)", unicode: false, maxLength: 100, nullable: true),
                    Law = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Result = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Because = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    Canonical = table.Column<string>(type: "nvarchar(max)", maxLength: 1000000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Judgements", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Judgements_DisclosureVersions_DisclosureVersionId",
                        column: x => x.DisclosureVersionId,
                        principalSchema: "licensing",
                        principalTable: "DisclosureVersions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FindingAmounts",
                schema: "licensing",
                columns: table => new
                {
                    FindingId = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FindingAmounts", x => new { x.FindingId, x.Currency });
                    table.ForeignKey(
                        name: "FK_FindingAmounts_Findings_FindingId",
                        column: x => x.FindingId,
                        principalSchema: "licensing",
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Flags",
                schema: "licensing",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    PublicId = table.Column<string>(type: "varchar(24)", unicode: false, maxLength: 24, nullable: false),
                    AgencyId = table.Column<long>(type: "bigint", nullable: false),
                    Period = table.Column<DateOnly>(type: "date", nullable: false),
                    Findings = table.Column<int>(type: "int", nullable: false),
                    Workers = table.Column<int>(type: "int", nullable: false),
                    WorkersOvercharged = table.Column<int>(type: "int", nullable: false),
                    PlacementsInBreach = table.Column<int>(type: "int", nullable: false),
                    Placements = table.Column<int>(type: "int", nullable: false),
                    WorstFindingId = table.Column<long>(type: "bigint", nullable: false),
                    FirstSeen = table.Column<DateOnly>(type: "date", nullable: false),
                    LastSeen = table.Column<DateOnly>(type: "date", nullable: false),
                    RaisedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    UpdatedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: false),
                    LiftedAt = table.Column<DateTime>(type: "datetime2(3)", precision: 3, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Flags", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Flags_Agencies_AgencyId",
                        column: x => x.AgencyId,
                        principalSchema: "licensing",
                        principalTable: "Agencies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Flags_Findings_WorstFindingId",
                        column: x => x.WorstFindingId,
                        principalSchema: "licensing",
                        principalTable: "Findings",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FlagAmounts",
                schema: "licensing",
                columns: table => new
                {
                    FlagId = table.Column<long>(type: "bigint", nullable: false),
                    Currency = table.Column<string>(type: "varchar(3)", unicode: false, maxLength: 3, nullable: false),
                    AmountMinor = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FlagAmounts", x => new { x.FlagId, x.Currency });
                    table.ForeignKey(
                        name: "FK_FlagAmounts_Flags_FlagId",
                        column: x => x.FlagId,
                        principalSchema: "licensing",
                        principalTable: "Flags",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Agencies_Country_Id",
                schema: "licensing",
                table: "Agencies",
                columns: new[] { "Country", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Agencies_PublicId",
                schema: "licensing",
                table: "Agencies",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Agencies_Reference",
                schema: "licensing",
                table: "Agencies",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AgencyFacts_AgencyId_Kind",
                schema: "licensing",
                table: "AgencyFacts",
                columns: new[] { "AgencyId", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_SubjectId_Id",
                schema: "licensing",
                table: "AuditEvents",
                columns: new[] { "SubjectId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Clients_Name",
                schema: "licensing",
                table: "Clients",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Clients_PublicId",
                schema: "licensing",
                table: "Clients",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConflictsOfInterest_AgencyId",
                schema: "licensing",
                table: "ConflictsOfInterest",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_ConflictsOfInterest_PublicId",
                schema: "licensing",
                table: "ConflictsOfInterest",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ConflictsOfInterest_Subject_AgencyId",
                schema: "licensing",
                table: "ConflictsOfInterest",
                columns: new[] { "Subject", "AgencyId" });

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_AgencyId",
                schema: "licensing",
                table: "Disclosures",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_PlacementId",
                schema: "licensing",
                table: "Disclosures",
                column: "PlacementId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Disclosures_PublicId",
                schema: "licensing",
                table: "Disclosures",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_DisclosureId_Number",
                schema: "licensing",
                table: "DisclosureVersions",
                columns: new[] { "DisclosureId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_IsCurrent_JudgedAt_Id",
                schema: "licensing",
                table: "DisclosureVersions",
                columns: new[] { "IsCurrent", "JudgedAt", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DisclosureVersions_JudgeAgainOn",
                schema: "licensing",
                table: "DisclosureVersions",
                column: "JudgeAgainOn");

            migrationBuilder.CreateIndex(
                name: "IX_FindingAmounts_Currency_AmountMinor",
                schema: "licensing",
                table: "FindingAmounts",
                columns: new[] { "Currency", "AmountMinor" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_AgencyId_Id",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "AgencyId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_DisclosureVersionId",
                schema: "licensing",
                table: "Findings",
                column: "DisclosureVersionId");

            migrationBuilder.CreateIndex(
                name: "IX_Findings_HappenedOn_Id",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "HappenedOn", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_Origin_Destination_Id",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "Origin", "Destination", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_PlacementId_Kind",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "PlacementId", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Findings_Provision_Id",
                schema: "licensing",
                table: "Findings",
                columns: new[] { "Provision", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Findings_PublicId",
                schema: "licensing",
                table: "Findings",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Flags_AgencyId_Period",
                schema: "licensing",
                table: "Flags",
                columns: new[] { "AgencyId", "Period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Flags_PublicId",
                schema: "licensing",
                table: "Flags",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Flags_WorstFindingId",
                schema: "licensing",
                table: "Flags",
                column: "WorstFindingId");

            migrationBuilder.CreateIndex(
                name: "IX_FlagThresholds_From",
                schema: "licensing",
                table: "FlagThresholds",
                column: "From");

            migrationBuilder.CreateIndex(
                name: "IX_FlagThresholds_PublicId",
                schema: "licensing",
                table: "FlagThresholds",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyEntries_ExpiresAt",
                schema: "licensing",
                table: "IdempotencyEntries",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_IdempotencyEntries_Lookup",
                schema: "licensing",
                table: "IdempotencyEntries",
                column: "Lookup",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_DisclosureVersionId_Slot",
                schema: "licensing",
                table: "Judgements",
                columns: new[] { "DisclosureVersionId", "Slot" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_PublicId",
                schema: "licensing",
                table: "Judgements",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Judgements_Result_Because_Id",
                schema: "licensing",
                table: "Judgements",
                columns: new[] { "Result", "Because", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LawPacks_Name_Digest",
                schema: "licensing",
                table: "LawPacks",
                columns: new[] { "Name", "Digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawPacks_Name_Number",
                schema: "licensing",
                table: "LawPacks",
                columns: new[] { "Name", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LawPacks_PublicId",
                schema: "licensing",
                table: "LawPacks",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_AgencyId",
                schema: "licensing",
                table: "Memberships",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_PublicId",
                schema: "licensing",
                table: "Memberships",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_Role_Until",
                schema: "licensing",
                table: "Memberships",
                columns: new[] { "Role", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_Subject",
                schema: "licensing",
                table: "Memberships",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_PersonalReads_PublicId",
                schema: "licensing",
                table: "PersonalReads",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PersonalReads_WorkerId_Id",
                schema: "licensing",
                table: "PersonalReads",
                columns: new[] { "WorkerId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_AgencyId_HappenedOn",
                schema: "licensing",
                table: "Placements",
                columns: new[] { "AgencyId", "HappenedOn" });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_AgencyId_Reference",
                schema: "licensing",
                table: "Placements",
                columns: new[] { "AgencyId", "Reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Placements_Origin_Destination",
                schema: "licensing",
                table: "Placements",
                columns: new[] { "Origin", "Destination" });

            migrationBuilder.CreateIndex(
                name: "IX_Placements_PublicId",
                schema: "licensing",
                table: "Placements",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Placements_WorkerId",
                schema: "licensing",
                table: "Placements",
                column: "WorkerId");

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_AgencyId",
                schema: "licensing",
                table: "Proposals",
                column: "AgencyId");

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_Kind_Id",
                schema: "licensing",
                table: "Proposals",
                columns: new[] { "Kind", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_OpenKey",
                schema: "licensing",
                table: "Proposals",
                column: "OpenKey",
                unique: true,
                filter: "[OpenKey] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Proposals_PublicId",
                schema: "licensing",
                table: "Proposals",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SigningKeys_PublicId",
                schema: "licensing",
                table: "SigningKeys",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Workers_PublicId",
                schema: "licensing",
                table: "Workers",
                column: "PublicId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Workers_Recognition",
                schema: "licensing",
                table: "Workers",
                column: "Recognition",
                unique: true,
                filter: "[Recognition] IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AgencyFacts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "AuditEvents",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Clients",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "ConflictsOfInterest",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FindingAmounts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FlagAmounts",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FlagReviews",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "FlagThresholds",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "IdempotencyEntries",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Judgements",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "LawPacks",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Memberships",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "PersonalReads",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Proposals",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "SigningKeys",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Flags",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Findings",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "DisclosureVersions",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Disclosures",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Placements",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Agencies",
                schema: "licensing");

            migrationBuilder.DropTable(
                name: "Workers",
                schema: "licensing");
        }
    }
}
