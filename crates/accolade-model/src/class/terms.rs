//! The vocabularies, from the class diagrams of Open Badges 3.0 (§B, Enumerations) and CLR 2.0.

use super::Vocabulary;

/// The kinds of achievement.
pub static ACHIEVEMENT_TYPE: Vocabulary = Vocabulary {
    name: "AchievementType",
    extensible: true,
    terms: &[
        "Achievement",
        "ApprenticeshipCertificate",
        "Assessment",
        "Assignment",
        "AssociateDegree",
        "Award",
        "Badge",
        "BachelorDegree",
        "Certificate",
        "CertificateOfCompletion",
        "Certification",
        "CommunityService",
        "Competency",
        "Course",
        "CoCurricular",
        "Degree",
        "Diploma",
        "DoctoralDegree",
        "Fieldwork",
        "GeneralEducationDevelopment",
        "JourneymanCertificate",
        "LearningProgram",
        "License",
        "Membership",
        "ProfessionalDoctorate",
        "QualityAssuranceCredential",
        "MasterCertificate",
        "MasterDegree",
        "MicroCredential",
        "ResearchDoctorate",
        "SecondarySchoolDiploma",
    ],
};

/// The kinds of node that an alignment points at.
pub static ALIGNMENT_TARGET_TYPE: Vocabulary = Vocabulary {
    name: "AlignmentTargetType",
    extensible: true,
    terms: &[
        "ceasn:Competency",
        "ceterms:Credential",
        "CFItem",
        "CFRubric",
        "CFRubricCriterion",
        "CFRubricCriterionLevel",
        "CTDL",
    ],
};

/// The kinds of identifier.
pub static IDENTIFIER_TYPE: Vocabulary = Vocabulary {
    name: "IdentifierTypeEnum",
    extensible: true,
    terms: &[
        "name",
        "sourcedId",
        "systemId",
        "productId",
        "userName",
        "accountId",
        "emailAddress",
        "nationalIdentityNumber",
        "isbn",
        "issn",
        "lisSourcedId",
        "oneRosterSourcedId",
        "sisSourcedId",
        "ltiContextId",
        "ltiDeploymentId",
        "ltiToolId",
        "ltiPlatformId",
        "ltiUserId",
        "identifier",
    ],
};

/// The kinds of result.
pub static RESULT_TYPE: Vocabulary = Vocabulary {
    name: "ResultType",
    extensible: true,
    terms: &[
        "GradePointAverage",
        "LetterGrade",
        "Percent",
        "PerformanceLevel",
        "PredictedScore",
        "RawScore",
        "Result",
        "RubricCriterion",
        "RubricCriterionLevel",
        "RubricScore",
        "ScaledScore",
        "Status",
    ],
};

/// How far an achievement has come.
pub static RESULT_STATUS: Vocabulary = Vocabulary {
    name: "ResultStatusType",
    extensible: false,
    terms: &["Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"],
};

/// How two achievements of a CLR relate.
pub static ASSOCIATION_TYPE: Vocabulary = Vocabulary {
    name: "AssociationType",
    extensible: false,
    terms: &[
        "exactMatchOf",
        "isChildOf",
        "isParentOf",
        "isPartOf",
        "isPeerOf",
        "isRelatedTo",
        "precedes",
        "replacedBy",
    ],
};

/// What became of a call to the Open Badges API.
pub static CODE_MAJOR: Vocabulary = Vocabulary {
    name: "Imsx_CodeMajor",
    extensible: false,
    terms: &["failure", "processing", "success", "unsupported"],
};

/// How grave an answer of the Open Badges API is.
pub static SEVERITY: Vocabulary =
    Vocabulary { name: "Imsx_Severity", extensible: false, terms: &["error", "status", "warning"] };

/// Why a call to the Open Badges API failed.
pub static CODE_MINOR: Vocabulary = Vocabulary {
    name: "Imsx_CodeMinorFieldValue",
    extensible: false,
    terms: &[
        "forbidden",
        "fullsuccess",
        "internal_server_error",
        "invalid_data",
        "invalid_query_parameter",
        "misdirected_request",
        "not_acceptable",
        "not_allowed",
        "not_found",
        "not_modified",
        "server_busy",
        "unauthorizedrequest",
        "unknown",
    ],
};
