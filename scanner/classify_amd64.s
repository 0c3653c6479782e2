//go:build !purego

#include "textflag.h"

// Offsets of the bitmaps in masks, chunkWords*8 apart.
#define DIGIT 0
#define LETTER 512
#define UPPER 1024
#define AT 1536
#define LABEL 2048
#define ESCAPE 2560
#define JOINT 3072
#define UNDER 3584
#define HIGH 4096
#define LEAD 4608

// BITS gathers the sign bits of two vectors into one word and moves on to the
// next class bit of each byte.
#define BITS(reg) \
	VPMOVMSKB Y2, reg \
	VPMOVMSKB Y3, R15 \
	SHLQ $32, R15 \
	ORQ R15, reg \
	VPADDB Y2, Y2, Y2 \
	VPADDB Y3, Y3, Y3

// func classifyAVX2(m unsafe.Pointer, text *byte, blocks int, tables *[64]byte)
TEXT ·classifyAVX2(SB), NOSPLIT, $0-32
	MOVQ m+0(FP), DI
	MOVQ text+8(FP), SI
	MOVQ blocks+16(FP), CX
	MOVQ tables+24(FP), DX
	VMOVDQU (DX), Y14
	VMOVDQU 32(DX), Y15
	MOVQ $0x0f0f0f0f0f0f0f0f, AX
	VMOVQ AX, X13
	VPBROADCASTQ X13, Y13

loop:
	VMOVDQU (SI), Y0
	VMOVDQU 32(SI), Y1
	VPAND Y13, Y0, Y4
	VPAND Y13, Y1, Y5
	VPSRLW $4, Y0, Y6
	VPSRLW $4, Y1, Y7
	VPAND Y13, Y6, Y6
	VPAND Y13, Y7, Y7
	VPSHUFB Y4, Y14, Y4
	VPSHUFB Y5, Y14, Y5
	VPSHUFB Y6, Y15, Y6
	VPSHUFB Y7, Y15, Y7
	VPAND Y4, Y6, Y2
	VPAND Y5, Y7, Y3

	BITS(AX)
	MOVQ AX, UNDER(DI)
	BITS(AX)
	MOVQ AX, JOINT(DI)
	BITS(AX)
	MOVQ AX, ESCAPE(DI)
	BITS(AX)
	MOVQ AX, LABEL(DI)
	BITS(AX)
	MOVQ AX, AT(DI)
	BITS(R8)
	BITS(R9)
	ORQ R9, R8
	MOVQ R8, LETTER(DI)
	VPMOVMSKB Y2, AX
	VPMOVMSKB Y3, R15
	SHLQ $32, R15
	ORQ R15, AX
	MOVQ AX, DIGIT(DI)

	VMOVDQA Y0, Y2
	VMOVDQA Y1, Y3
	BITS(AX)
	MOVQ AX, HIGH(DI)
	BITS(R9)
	ANDQ AX, R9
	MOVQ R9, LEAD(DI)
	VPMOVMSKB Y2, AX
	VPMOVMSKB Y3, R15
	SHLQ $32, R15
	ORQ R15, AX
	ANDNQ R8, AX, AX
	MOVQ AX, UPPER(DI)

	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ loop
	VZEROUPPER
	RET

// CLASS stores which bytes have a bit of mask.
#define CLASS(bit, off) \
	VPTESTMB bit, Z1, K1 \
	KMOVQ K1, off(DI)

// BYTE fills reg with a byte.
#define BYTE(b, reg) \
	MOVL $b, AX \
	VPBROADCASTB AX, reg

// func classifyAVX512(m unsafe.Pointer, text *byte, n int, tables *[64]byte)
TEXT ·classifyAVX512(SB), NOSPLIT, $0-32
	MOVQ m+0(FP), DI
	MOVQ text+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ tables+24(FP), DX
	VBROADCASTI32X4 (DX), Z14
	VBROADCASTI32X4 32(DX), Z15
	BYTE(0x0f, Z13)
	BYTE(0x01, Z2)
	BYTE(0x06, Z3)
	BYTE(0x08, Z4)
	BYTE(0x10, Z5)
	BYTE(0x20, Z6)
	BYTE(0x40, Z7)
	BYTE(0x80, Z8)

loop512:
	CMPQ CX, $64
	JLT last512
	VMOVDQU64 (SI), Z0

block512:
	VPANDQ Z13, Z0, Z1
	VPSRLW $4, Z0, Z9
	VPANDQ Z13, Z9, Z9
	VPSHUFB Z1, Z14, Z1
	VPSHUFB Z9, Z15, Z9
	VPANDQ Z9, Z1, Z1
	CLASS(Z2, DIGIT)
	CLASS(Z4, AT)
	CLASS(Z5, LABEL)
	CLASS(Z6, ESCAPE)
	CLASS(Z7, JOINT)
	CLASS(Z8, UNDER)
	CLASS(Z3, LETTER)
	VPTESTNMB Z6, Z0, K1, K2 // letters without the bit of small ones
	KMOVQ K2, UPPER(DI)
	VPMOVB2M Z0, K1
	KMOVQ K1, HIGH(DI)
	VPTESTMB Z7, Z0, K1, K2
	KMOVQ K2, LEAD(DI)
	ADDQ $64, SI
	ADDQ $8, DI
	SUBQ $64, CX
	JGT loop512
	VZEROUPPER
	RET

	// The bytes behind the text are not read, and are of none of the classes.
last512:
	MOVQ $-1, AX
	BZHIQ CX, AX, AX
	KMOVQ AX, K3
	VMOVDQU8.Z (SI), K3, Z0
	JMP block512
